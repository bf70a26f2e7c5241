import Glibc

/// The number of descriptors that the process may have open.
package enum DescriptorLimit {
  /// Descriptors kept for everything but client connections.
  private static let reserve = 128

  /// The fewest free descriptors needed to start: 16 with the three standard streams.
  private static let least = 13

  /// Refuses to start with too few free descriptors: libdispatch aborts a process in which it cannot open a file.
  ///
  /// They are opened for a moment, not computed from the limit: a process may inherit open ones.
  package static func check() throws(CommandFailure) {
    var taken: [Int32] = []
    defer { for descriptor in taken { close(descriptor) } }
    while taken.count < least {
      let descriptor = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
      guard descriptor >= 0 else {
        throw .failed(
          "this process can open \(taken.count) more files, and needs at least \(least): raise ulimit -n"
        )
      }
      taken.append(descriptor)
    }
  }

  /// Raises the limit for a number of connections, if the system permits.
  ///
  /// A process starts with a low limit, for programs that cannot handle more, and may raise it up to a second one.
  /// Beyond the limit no client connection could be accepted, and none made to the backend.
  ///
  /// - Returns: The possible number of connections, at most the one asked for.
  package static func raise(for connections: Int) -> Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return connections }
    let wanted = rlim_t(connections + reserve)
    if limit.rlim_cur < wanted {
      let raised = min(wanted, limit.rlim_max)
      var new = rlimit(rlim_cur: raised, rlim_max: limit.rlim_max)
      if unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &new) == 0 { limit.rlim_cur = raised }
    }
    return min(connections, max(1, Int(min(limit.rlim_cur, wanted)) - reserve))
  }

  /// The possible number of connections if they may take an eighth of the process's descriptors.
  package static func share(of connections: Int) -> Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return connections }
    return min(connections, max(2, Int(clamping: limit.rlim_cur) / 8))
  }
}
