import Glibc

/// The traits of a file by which a change of it is noticed.
///
/// The time of modification can be set to any value, and a write can leave it as it was; the time of the last change of
/// the inode cannot be set, and every write moves it.
package struct FileState: Hashable, Sendable {
  private let device: UInt64
  private let inode: UInt64
  package let size: Int
  private let modified: Time
  private let changed: Time
  /// Tells whether users other than the owner may read it.
  package let isWorldReadable: Bool
  /// Tells whether it is a folder.
  package let isFolder: Bool

  private struct Time: Hashable {
    var seconds: Int
    var nanoseconds: Int

    init(_ time: timespec) { (seconds, nanoseconds) = (time.tv_sec, time.tv_nsec) }
  }

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    modified = Time(status.st_mtim)
    changed = Time(status.st_ctim)
    isWorldReadable = status.st_mode & S_IROTH != 0
    isFolder = status.st_mode & S_IFMT == S_IFDIR
  }

  /// The state of the file at a path, `nil` if there is none.
  package init?(path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Tells whether the last change is so long ago that another one would have another time.
  ///
  /// File systems take the time from a clock that advances every few milliseconds, those of other machines from theirs:
  /// a time that is not in the past by ours vouches for nothing.
  package var isSettled: Bool {
    var now = timespec()
    guard unsafe clock_gettime(CLOCK_REALTIME, &now) == 0 else { return false }
    return isSettled(at: (now.tv_sec, now.tv_nsec))
  }

  /// Tells the same of a moment, given in seconds and nanoseconds after 1970 began.
  func isSettled(at now: (seconds: Int, nanoseconds: Int)) -> Bool {
    // A broken file system may give any time at all.
    let (seconds, isTooFar) = now.seconds.subtractingReportingOverflow(changed.seconds)
    guard !isTooFar, seconds >= 0 else { return false }
    return seconds > 1 || seconds * 1_000_000_000 + now.nanoseconds - changed.nanoseconds > Self.granularity
  }

  /// The time in nanoseconds within which two changes may have one time.
  private static let granularity = 50_000_000
}
