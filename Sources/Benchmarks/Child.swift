import Glibc

/// A server process under measurement, spoken to in lines; it is ended together with this value.
struct Child: ~Copyable {
  let process: Int32
  private let input: Int32
  private let output: Int32
  private(set) var lines = LineBuffer()

  /// Starts a program that shares this process's environment and standard error.
  init(_ command: [String]) throws(BenchmarkError) {
    let toChild = try Pipe()
    let fromChild = try Pipe()
    process = try Self.spawn(command, input: toChild.reader, output: fromChild.writer)
    input = toChild.writer
    output = fromChild.reader
    close(toChild.reader)
    close(fromChild.writer)
  }

  deinit {
    close(input)
    close(output)
    // A server ends with its input; one that does not is killed after five seconds.
    for _ in 0..<5_000 {
      if waitpid(process, nil, WNOHANG) != 0 { return }
      usleep(1_000)
    }
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// Writes all bytes; those that the server has not read must fit into its pipe.
  func send(_ bytes: [UInt8]) throws(BenchmarkError) {
    var sent = 0
    while sent < bytes.count {
      // Safe: the pointer is used within the array and during the call alone.
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(input, buffer.baseAddress?.advanced(by: sent), buffer.count - sent)
      }
      guard count > 0 else { throw Self.failure() }
      sent += count
    }
  }

  /// Waits for the next line.
  mutating func receive() throws(BenchmarkError) -> Range<Int> {
    while true {
      if let line = lines.next() { return line }
      try fill()
    }
  }

  /// Takes the next line if it has already been read.
  mutating func next() -> Range<Int>? { lines.next() }

  /// Waits for output and reads it.
  mutating func fill() throws(BenchmarkError) {
    let count = lines.fill(from: output)
    if count == 0 { throw BenchmarkError("the server closed its output") }
    if count < 0 { throw Self.failure() }
  }

  private static func failure() -> BenchmarkError {
    let error = errno
    return BenchmarkError(
      error == EINTR ? "the server did not answer in time" : "the server cannot be reached, errno \(error)"
    )
  }

  private struct Pipe {
    let reader: Int32
    let writer: Int32

    init() throws(BenchmarkError) {
      var ends: [Int32] = [-1, -1]
      guard unsafe pipe(&ends) == 0 else { throw BenchmarkError("no pipe, errno \(errno)") }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      reader = ends[0]
      writer = ends[1]
    }
  }

  private static func spawn(_ command: [String], input: Int32, output: Int32) throws(BenchmarkError) -> Int32 {
    let environment = ProcessFile("self", "environ").text.split(separator: "\0").map(String.init)
    var process: Int32 = -1
    // Safe: the actions are destroyed after their use, the words freed after the call that reads them.
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    let words = unsafe command.map { unsafe strdup($0) }
    let settings = unsafe environment.map { unsafe strdup($0) }
    let failure = unsafe posix_spawnp(&process, command[0], &actions, nil, words + [nil], settings + [nil])
    unsafe (words + settings).forEach { unsafe free($0) }
    unsafe posix_spawn_file_actions_destroy(&actions)
    guard failure == 0 else { throw BenchmarkError("cannot start \(command[0]), errno \(failure)") }
    return process
  }
}
