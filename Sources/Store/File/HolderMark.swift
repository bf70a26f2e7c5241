import Files
import Glibc

/// A sign of life of a lock's holder: a lock of the system on one byte of a file, which ends with its process.
final class HolderMark: Sendable {
  /// Commands of `fcntl` for locks that belong to an open file, not to a process; the importer does not provide them.
  private static let testLock: Int32 = 36
  private static let setLock: Int32 = 37

  private let descriptor: Int32

  /// Makes the sign of a holder, whose identifier is the position of the byte.
  init(_ holder: UInt64, in folder: borrowing StateFolder) throws(StateFolder.Failure) {
    let path = "\(folder.path)/\(SealedFile.holdersName)"
    guard let descriptor = try folder.file(SealedFile.holdersName, O_RDWR | O_CREAT) else {
      throw StateFolder.Failure(path, ENOENT)
    }
    self.descriptor = descriptor
    var range = Self.range(holder)
    guard unsafe fcntl(descriptor, Self.setLock, &range) == 0 else { throw StateFolder.Failure(path, errno) }
  }

  // Closing the descriptor ends the lock.
  deinit { close(descriptor) }

  /// A new identifier, which is a position in a file.
  static func newHolder() -> UInt64 {
    var random = SystemRandomNumberGenerator()
    return random.next() >> 2
  }

  /// Whether a holder lives; `true` if that cannot be found out, so that only the end of its lease counts.
  static func isAlive(_ holder: UInt64, in folder: borrowing StateFolder) -> Bool {
    let file: Int32?
    do throws(StateFolder.Failure) { file = try folder.file(SealedFile.holdersName, O_RDWR) } catch { return true }
    guard let file else { return false }
    defer { close(file) }
    var range = range(holder)
    guard unsafe fcntl(file, testLock, &range) == 0 else { return true }
    return range.l_type != Int16(F_UNLCK)
  }

  private static func range(_ holder: UInt64) -> flock {
    flock(
      l_type: Int16(F_WRLCK),
      l_whence: Int16(SEEK_SET),
      l_start: off_t(truncatingIfNeeded: holder & (.max >> 2)),
      l_len: 1,
      l_pid: 0
    )
  }
}
