import Glibc
package import JSON
import Synchronization
import TextCoding

/// Whether the process was started without standard output; global, because it concerns the process.
private let isOutputMissing = Atomic(false)

/// Unbuffered output of text to standard output and standard error.
package enum StandardStream {
  /// Opens missing standard streams, so that no other file takes their descriptors.
  ///
  /// A stream that the parent closed is replaced by `/dev/null`.
  package static func openMissing() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
      if descriptor == STDOUT_FILENO { isOutputMissing.store(true, ordering: .relaxed) }
      // `open` takes the lowest free descriptor, which is the missing one.
      _ = unsafe open("/dev/null", O_RDWR)
    }
  }

  /// Writes a complete text.
  ///
  /// - Returns: The `errno` of a failure; `nil` if there was none.
  @discardableResult
  package static func write(_ text: String, to descriptor: Int32) -> Int32? {
    var text = text
    return text.withUTF8 { bytes in unsafe write(bytes, to: descriptor) }
  }

  private static func write(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32) -> Int32? {
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

  /// Prints the result of a command; on a terminal, characters that it would obey are spelled out.
  ///
  /// - Throws: An error if the result is lost, so that the command does not report success.
  package static func output(_ text: String) throws(CommandFailure) {
    try outputExactly(isatty(STDOUT_FILENO) == 1 ? VisibleText.spelled(text) : text)
  }

  /// Prints the JSON result of a command, with characters that a terminal would obey escaped; the meaning is the same.
  package static func output(_ json: JSONValue) throws(CommandFailure) {
    try outputExactly(VisibleText.escaped(json: json.description))
  }

  /// Writes the bytes of a result unchanged, which may be no text.
  package static func output(bytes: [UInt8]) throws(CommandFailure) {
    try unsafe check(bytes.withUnsafeBufferPointer { buffer in unsafe write(buffer, to: STDOUT_FILENO) })
  }

  private static func outputExactly(_ text: String) throws(CommandFailure) {
    try check(write(text + "\n", to: STDOUT_FILENO))
  }

  private static func check(_ error: Int32?) throws(CommandFailure) {
    guard let error else { return }
    throw .failed("the result cannot be written to standard output: \(unsafe String(cString: strerror(error)))")
  }

  /// Checks, before a secret is created, that standard output can take it.
  ///
  /// - Throws: An error if it is closed, or has no reader.
  package static func checkOutput() throws(CommandFailure) {
    guard !isOutputMissing.load(ordering: .relaxed) else {
      throw .failed("standard output is closed, so the secret that is to go there would be lost. Nothing was done.")
    }
    var output = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
    guard unsafe poll(&output, 1, 0) > 0, output.revents & Int16(POLLERR | POLLNVAL) != 0 else { return }
    throw .failed("nobody reads standard output, so the secret that is to go there would be lost. Nothing was done.")
  }

  /// Prints words for a person on standard error, without characters that a terminal obeys; errors are ignored.
  package static func say(_ text: String) { write(VisibleText.spelled(text) + "\n", to: STDERR_FILENO) }

  /// Prints JSON for a person on standard error.
  package static func say(_ json: JSONValue) {
    write(VisibleText.escaped(json: json.description) + "\n", to: STDERR_FILENO)
  }
}
