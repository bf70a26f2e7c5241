import Glibc

/// A regular file that is open for reading.
///
/// Nothing but a regular file is opened: a pipe could make a call wait for ever, and can be read only once.
struct OpenFile: ~Copyable {
  private let descriptor: Int32
  let state: FileState

  init(_ path: String) throws(FileError) {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw FileError(path, .system(errno)) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let error = errno
      close(descriptor)
      throw FileError(path, .system(error))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileError(path, .notRegular)
    }
    state = FileState(status)
    self.path = path
  }

  private let path: String

  deinit { close(descriptor) }

  /// Reads the file from its beginning, which can be done once.
  consuming func bytes(atMost limit: Int) throws(FileError) -> [UInt8] {
    guard state.size <= limit else { throw FileError(path, .tooLarge(limit: limit)) }
    var bytes: [UInt8] = []
    // One byte more than there should be, so that a file that grows meanwhile is noticed.
    var chunk = [UInt8](repeating: 0, count: min(state.size + 1, 1 << 16))
    while true {
      let count = unsafe read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path, .system(errno)) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= limit else { throw FileError(path, .tooLarge(limit: limit)) }
    }
  }
}

/// By what a change of a file is noticed.
///
/// The time is that of the last change of the inode, which no write can leave as it was, while the time of
/// modification can be set to any value.
struct FileState: Hashable {
  let device: UInt64
  let inode: UInt64
  let size: Int
  let changeSeconds: Int
  let changeNanoseconds: Int
  /// Whether users other than the owner may read it.
  let isWorldReadable: Bool

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    changeSeconds = status.st_ctim.tv_sec
    changeNanoseconds = status.st_ctim.tv_nsec
    isWorldReadable = status.st_mode & S_IROTH != 0
  }

  /// The state of the file at a path, `nil` if there is none.
  init?(path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Whether the last change is long enough ago that another one would have another time.
  ///
  /// File systems take the time from a clock that advances every few milliseconds.
  var isSettled: Bool {
    var now = timespec()
    guard unsafe clock_gettime(CLOCK_REALTIME, &now) == 0 else { return false }
    let age = (now.tv_sec - changeSeconds) * 1_000_000_000 + now.tv_nsec - changeNanoseconds
    return age > 50_000_000
  }
}
