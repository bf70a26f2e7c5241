package import Files
package import Glibc

/// Starts child processes with `posix_spawn`, which needs no thread and no package.
package enum Spawn {
  /// `POSIX_SPAWN_SETSID`, which the importer does not provide.
  private static let newSession: Int16 = 0x80

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - path: The path of the program.
  ///   - arguments: The arguments after its name.
  ///   - descriptors: The descriptors of this process that become its descriptors from 0 on.
  ///   - environment: Its environment.
  ///   - isDetached: Whether it continues when the terminal of this process is closed.
  /// - Returns: Its process id.
  /// - Throws: The reason why it cannot be started.
  package static func start(
    _ path: String,
    _ arguments: [String],
    descriptors: [Int32],
    environment: [String],
    isDetached: Bool = false
  ) throws(FileError) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    _ = unsafe posix_spawn_file_actions_init(&actions)
    defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in descriptors.enumerated() {
      _ = unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    var attributes = posix_spawnattr_t()
    _ = unsafe posix_spawnattr_init(&attributes)
    defer { _ = unsafe posix_spawnattr_destroy(&attributes) }
    if isDetached { _ = unsafe posix_spawnattr_setflags(&attributes, newSession) }
    // Safe: the copies end with nil, as required, and are freed after the system has copied them.
    var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup($0) } + [nil]
    defer { unsafe (words + variables).forEach { unsafe free($0) } }
    var process = pid_t()
    let failure = unsafe posix_spawn(&process, path, &actions, &attributes, &words, &variables)
    guard failure == 0 else { throw FileError(path, .system(failure)) }
    return process
  }

  /// Waits for a child process to exit, and returns its status in the layout of `wait`.
  package static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }
}
