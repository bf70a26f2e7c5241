import Glibc

/// The attributes of a file that reveal a change.
///
/// The modification time can be set at will, and may stay the same after a write; the change time of the inode cannot
/// be set, and every write advances it.
package struct FileState: Hashable, Sendable {
  private let device: UInt64
  private let inode: UInt64
  /// The size, in bytes.
  package let size: Int
  private let modified: Time
  private let changed: Time
  /// Whether users other than the owner may read it.
  package let isWorldReadable: Bool
  /// Whether it is a folder.
  package let isFolder: Bool

  private struct Time: Hashable {
    var seconds: Int
    var nanoseconds: Int

    init(_ time: timespec) { (seconds, nanoseconds) = (time.tv_sec, time.tv_nsec) }
  }

  /// The time of the last change of the content, in whole seconds after 1970 began.
  package var modifiedSeconds: Int { modified.seconds }

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    modified = Time(status.st_mtim)
    changed = Time(status.st_ctim)
    isWorldReadable = status.st_mode & S_IROTH != 0
    isFolder = status.st_mode & S_IFMT == S_IFDIR
  }

  /// The state of the file at a path; `nil` if there is none.
  package init?(path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Whether the last change is so long ago that another one would get another time.
  ///
  /// File systems take the time from a clock that advances every few milliseconds, remote ones from their own: a time
  /// that is not in the past by the local clock proves nothing.
  package var isSettled: Bool {
    var now = timespec()
    guard unsafe clock_gettime(CLOCK_REALTIME, &now) == 0 else { return false }
    return isSettled(at: (now.tv_sec, now.tv_nsec))
  }

  /// The same at a Unix time, in seconds and nanoseconds.
  func isSettled(at now: (seconds: Int, nanoseconds: Int)) -> Bool {
    // A broken file system may return any time.
    let (seconds, isTooFar) = now.seconds.subtractingReportingOverflow(changed.seconds)
    guard !isTooFar, seconds >= 0 else { return false }
    return seconds > 1 || seconds * 1_000_000_000 + now.nanoseconds - changed.nanoseconds > Self.granularity
  }

  /// The difference, in nanoseconds, within which two changes may have the same time.
  private static let granularity = 50_000_000
}
