import Glibc
import JSON
import StepUp
import Synchronization

/// Whether the process was started without standard output: a fact of the process.
private let isOutputMissing = Atomic(false)

/// Text for standard output and standard error, without buffers in between.
enum StandardStream {
  /// Makes sure that the three standard streams are there, so that nothing else that is opened takes their place.
  ///
  /// One that the parent closed reads as empty and takes what is written to it to nowhere.
  static func openMissing() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
      if descriptor == STDOUT_FILENO { isOutputMissing.store(true, ordering: .relaxed) }
      // The lowest free number is taken, which is the missing one.
      _ = unsafe open("/dev/null", O_RDWR)
    }
  }

  /// Writes all of a text.
  ///
  /// - Returns: Why it could not be written (`errno`); `nil` if it was.
  @discardableResult
  static func write(_ text: String, to descriptor: Int32) -> Int32? {
    var text = text
    return text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = unsafe Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        if count > 0 {
          written += count
        } else if errno != EINTR {
          return errno
        }
      }
      return nil
    }
  }

  /// Prints lines that are the result of a command; on a terminal, without anything that it would obey.
  ///
  /// - Throws: That the result is lost: whoever asked for it must not take that for success.
  static func output(_ text: String) throws(CommandFailure) {
    try outputExactly(isatty(STDOUT_FILENO) == 1 ? VisibleText.spelled(text) : text)
  }

  /// Prints JSON that is the result of a command; whatever a terminal would obey is escaped, which means the same.
  static func output(_ json: JSONValue) throws(CommandFailure) {
    try outputExactly(VisibleText.escaped(json: json.description))
  }

  private static func outputExactly(_ text: String) throws(CommandFailure) {
    guard let error = write(text + "\n", to: STDOUT_FILENO) else { return }
    throw .failed("the result cannot be written to standard output: \(unsafe String(cString: strerror(error)))")
  }

  /// Makes sure, before a secret is made, that standard output can take it.
  ///
  /// - Throws: That it is closed, or that nobody reads it.
  static func checkOutput() throws(CommandFailure) {
    guard !isOutputMissing.load(ordering: .relaxed) else {
      throw .failed("standard output is closed, so the secret that is to go there would be lost. Nothing was done.")
    }
    var output = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
    guard unsafe poll(&output, 1, 0) > 0, output.revents & Int16(POLLERR | POLLNVAL) != 0 else { return }
    throw .failed("nobody reads standard output, so the secret that is to go there would be lost. Nothing was done.")
  }

  /// Prints words for a person, without anything that a terminal would obey; what nobody reads is dropped.
  static func say(_ text: String) { write(VisibleText.spelled(text) + "\n", to: STDERR_FILENO) }

  /// Prints JSON for a person.
  static func say(_ json: JSONValue) { write(VisibleText.escaped(json: json.description) + "\n", to: STDERR_FILENO) }
}
