import Glibc
package import NIOPosix
import Synchronization

/// The event loops of this process, made when they are first needed.
package enum EventLoops {
  /// There are not enough descriptors for a loop: NIO ends the process where it has none.
  package struct OutOfDescriptors: Error, CustomStringConvertible {
    package var description: String { "there are too few file descriptors; raise the limit (ulimit -n)" }

    package init() {}
  }

  // Kept for ever: tasks may run on a loop for as long as the process does.
  private static let group = Mutex<MultiThreadedEventLoopGroup?>(nil)
  /// Of a loop: what it waits with, what wakes it, its timer.
  private static let descriptorsOfLoop = 3
  /// So many more have to be free, for what opens descriptors meanwhile.
  private static let reserve = 4

  /// The loops: as many as were wanted first, or as descriptors allow.
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

  /// Whether there are descriptors for so many loops, found out by taking and returning as many.
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
