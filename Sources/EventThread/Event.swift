import Glibc

/// Something that happened elsewhere and ends the wait of the thread: a pipe of our own.
final class Event: Sendable {
  /// Readable once the event was raised, until acknowledged.
  let descriptor: Int32
  /// Where to write to raise the event.
  let writer: Int32

  init() throws(EventThreadError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .noPipe(errno: errno) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    writer = ends[1]
  }

  deinit {
    close(descriptor)
    close(writer)
  }

  func raise() { Self.raise(writer: writer) }

  /// Raises the event of a ``writer``; async-signal-safe but for `errno`.
  ///
  /// A full pipe is as good as a written one.
  static func raise(writer: Int32) {
    var byte: UInt8 = 0
    _ = unsafe write(writer, &byte, 1)
  }

  func acknowledge() {
    var bytes: (UInt64, UInt64) = (0, 0)
    while unsafe read(descriptor, &bytes, 16) == 16 {}
  }
}
