import Glibc

/// An event from another thread or a signal handler that ends the wait of the event thread, by means of a pipe.
final class Event: Sendable {
  /// Readable once the event was raised, until acknowledged.
  let descriptor: Int32
  /// The descriptor to write to in order to raise the event.
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

  /// Raises the event of a ``writer``; async-signal-safe except for `errno`.
  ///
  /// A full pipe already signals the event.
  static func raise(writer: Int32) {
    var byte: UInt8 = 0
    _ = unsafe write(writer, &byte, 1)
  }

  func acknowledge() {
    var bytes: (UInt64, UInt64) = (0, 0)
    while unsafe read(descriptor, &bytes, 16) == 16 {}
  }
}
