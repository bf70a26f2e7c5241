import Glibc

/// Text for standard output and standard error, without buffers in between.
enum StandardStream {
  /// Writes a text by one system call if the descriptor takes it at once; what a reader that has gone misses is dropped.
  static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = unsafe Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        if count > 0 {
          written += count
        } else if errno != EINTR {
          return
        }
      }
    }
  }

  /// Prints lines that are the result of a command.
  static func output(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  /// Prints words for a person.
  static func say(_ text: String) { write(text + "\n", to: STDERR_FILENO) }
}
