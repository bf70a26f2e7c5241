import Glibc

/// How many descriptors the process may have open.
enum DescriptorLimit {
  /// What is left to everything but connections of clients.
  private static let reserve = 128

  /// The fewest free descriptors with which a command starts: 16 with the three standard streams.
  private static let least = 13

  /// Refuses to start with too few free descriptors: libdispatch ends a process in which it can open no file.
  ///
  /// They are taken for a moment, not computed from the limit: a process may inherit open ones.
  static func check() throws(CommandFailure) {
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

  /// Has the system allow so many connections, if it may be asked for that many.
  ///
  /// The limit that a process starts with is low, for the sake of programs that cannot have more, and it may be raised
  /// up to a second one. Beyond it no connection could be accepted, and none made to the backend.
  ///
  /// - Returns: How many connections there can be: not more than were asked for.
  static func raise(for connections: Int) -> Int {
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

  /// How many of so many connections there can be if they may take an eighth of what the process may have open.
  static func share(of connections: Int) -> Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return connections }
    return min(connections, max(2, Int(clamping: limit.rlim_cur) / 8))
  }
}
