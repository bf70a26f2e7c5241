import Glibc
package import NIOPosix
import Synchronization

/// The event loops of this process, made on first use.
package enum EventLoops {
  /// Too few descriptors for a single loop, without which NIO would abort the process.
  package struct OutOfDescriptors: Error, CustomStringConvertible {
    package var description: String { "there are too few file descriptors; raise the limit (ulimit -n)" }

    /// Makes the error.
    package init() {}
  }

  // Kept for ever: tasks may run on a loop as long as the process does.
  private static let group = Mutex<MultiThreadedEventLoopGroup?>(nil)
  /// Descriptors of a loop: its poller, its wake-up event, its timer.
  private static let descriptorsOfLoop = 3
  /// Further descriptors that must be free, because other code opens some meanwhile.
  private static let reserve = 4

  /// The loops: as many as first wanted, or fewer if descriptors are short.
  package static func get(_ wanted: Int) throws(OutOfDescriptors) -> MultiThreadedEventLoopGroup {
    let made = group.withLock { group in
      if group == nil {
        let fitting = sequence(first: max(1, wanted)) { $0 > 1 ? $0 / 2 : nil }.first(where: areAvailable)
        group = fitting.map(MultiThreadedEventLoopGroup.init(numberOfThreads:))
      }
      return group
    }
    guard let made else { throw OutOfDescriptors() }
    return made
  }

  /// Whether there are descriptors for a number of loops, tested by opening and closing as many.
  private static func areAvailable(_ loops: Int) -> Bool {
    var taken: [Int32] = []
    defer { for descriptor in taken { close(descriptor) } }
    for _ in 0..<loops * descriptorsOfLoop + reserve {
      let descriptor = unsafe open("/", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return false }
      taken.append(descriptor)
    }
    return true
  }
}
