import Glibc
import Synchronization

/// A new file readable only by its owner, with space reserved before there is anything to write.
package final class ReservedFile: Sendable {
  /// The reserved space, in bytes; longer content may still meet a full disk.
  private static let reservation = 64 << 10

  /// The path of the file.
  package let path: String
  private let descriptor: Int32
  private let isWritten = Atomic(false)

  /// Makes the file, fills it and flushes it: a full disk shows before a token is created.
  init(_ path: String) throws(CommandFailure) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      let reason = errno == EEXIST ? "it exists already, and is not overwritten" : Self.reason(errno)
      throw .usage("--token-to: \(path) cannot be made: \(reason). Nothing was sent.")
    }
    Interruption.removing(path)
    guard let error = write(Array(repeating: 0, count: Self.reservation)) else { return }
    remove()
    throw .failed("--token-to: there is no space for \(path): \(Self.reason(error)). Nothing was sent.")
  }

  deinit { close(descriptor) }

  /// Replaces the reserved space by the text, and flushes it.
  ///
  /// - Throws: The reason for a failure, after which the file is removed.
  func write(_ text: String) throws(CommandFailure) {
    let error = Interruption.heldBack {
      // A file that was removed or replaced during the call would take the secret with it.
      let error = isInPlace ? write(Array(text.utf8)) : ENOENT
      isWritten.store(error == nil, ordering: .sequentiallyConsistent)
      if error != nil { remove() }
      return error
    }
    if let error { throw .failed("\(path) cannot be written: \(Self.reason(error))") }
  }

  /// Removes the file, unless it has been written.
  func remove() {
    guard !isWritten.load(ordering: .sequentiallyConsistent) else { return }
    // Empties the file first: an incomplete secret must not be found.
    _ = ftruncate(descriptor, 0)
    if isInPlace { _ = unsafe unlink(path) }
    Interruption.removing(nil)
  }

  /// Whether the path still names this file.
  private var isInPlace: Bool { WritableFile.isInPlace(descriptor, path) }

  /// Replaces the content with bytes, and flushes them.
  ///
  /// - Returns: The `errno` of a failure; `nil` if there was none.
  private func write(_ bytes: [UInt8]) -> Int32? {
    WritableFile.replace(descriptor, with: bytes) ?? (fsync(descriptor) == 0 ? nil : errno)
  }

  private static func reason(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}
