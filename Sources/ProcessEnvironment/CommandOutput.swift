package import Files
import Glibc

/// The output of a program that runs to its end, within bounds of time and size.
package struct CommandOutput: Sendable {
  /// The reason why there is no output.
  package enum Failure: Error, Sendable, Hashable {
    /// It cannot be started.
    case notStarted(FileError)
    /// There is no program of the name in the folders of `PATH`.
    case notFound
    /// The system refuses a thread that waits for it.
    case noThread
    /// It has not ended within the time.
    case late
    /// It writes more than is taken.
    case long
  }

  /// The bytes of its standard output.
  package let bytes: [UInt8]
  /// The beginning of its standard error.
  package let errors: [UInt8]
  /// Its exit code; 128 and the number of the signal that ended it.
  package let status: Int32

  /// The bytes of standard error that are kept.
  private static let maximumErrors = 4096

  /// Runs a program without a shell, on the calling thread, which waits.
  ///
  /// It gets no standard input, no terminal, and none of this program's settings. What it has started itself ends with
  /// it, unless that has left its session.
  ///
  /// - Parameters:
  ///   - program: A path, or a name that is looked up in `PATH`.
  ///   - arguments: The arguments after its name.
  ///   - limit: The time in which it must end.
  ///   - size: The most bytes of standard output.
  /// - Returns: The output, also of a program that failed.
  /// - Throws: The reason why there is no output.
  package static func of(
    _ program: String,
    _ arguments: [String],
    within limit: Duration,
    atMost size: Int
  ) throws(Failure) -> CommandOutput {
    let environment = Environment.handedOn
    guard let path = path(of: program, environment) else { throw .notFound }
    var output = try Pipe()
    var errors = try Pipe()
    let null = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { close(null) }
    let process: pid_t
    do throws(FileError) {
      process = try Spawn.start(
        path,
        arguments,
        descriptors: [null, output.writing, errors.writing],
        environment: environment,
        isDetached: true
      )
    } catch {
      throw .notStarted(error)
    }
    output.closeWriting()
    errors.closeWriting()
    var run = Run(process: process, output: consume output, errors: consume errors)
    return try run.finish(by: .now + limit, atMost: size, maximumErrors)
  }

  private static func path(of program: String, _ environment: [String]) -> String? {
    guard !program.contains("/") else { return program }
    let folders = environment.first { $0.hasPrefix("PATH=") }?.dropFirst(5) ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/\(program)" }.first { path in
      unsafe path.hasPrefix("/") && access(path, X_OK) == 0
    }
  }
}

/// A running program, whose output is read.
private struct Run: ~Copyable {
  let process: pid_t
  let output: Pipe
  let errors: Pipe

  /// Reads until the program has ended, or a bound is reached; then it is killed, and what it started.
  mutating func finish(
    by deadline: ContinuousClock.Instant,
    atMost size: Int,
    _ maximumErrors: Int
  ) throws(CommandOutput.Failure) -> CommandOutput {
    var (bytes, words): ([UInt8], [UInt8]) = ([], [])
    var status: Int32?
    while status == nil {
      status = ended
      // Once it has ended, everything that it wrote is there; somebody that it left behind may keep the pipes open.
      output.read(into: &bytes, atMost: size + 1)
      errors.read(into: &words, atMost: maximumErrors)
      guard bytes.count <= size else {
        kill(status)
        throw .long
      }
      guard status == nil else { break }
      guard .now < deadline else {
        kill(nil)
        throw .late
      }
      output.wait(errors, milliseconds: 20)
    }
    kill(status)
    return CommandOutput(bytes: bytes, errors: words, status: status ?? 0)
  }

  /// Its exit code, once it has ended.
  private var ended: Int32? {
    var status: Int32 = 0
    let ended = unsafe waitpid(process, &status, WNOHANG)
    guard ended == process else { return ended < 0 && errno != EINTR ? 0 : nil }
    // The layout of `wait`: the signal in the lowest seven bits, the exit code in the next eight.
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  /// Ends everything that runs in its session's first group.
  private func kill(_ status: Int32?) {
    _ = Glibc.kill(-process, SIGKILL)
    if status == nil { _ = Spawn.wait(for: process) }
  }
}

/// A pipe whose reading end never waits.
private struct Pipe: ~Copyable {
  let reading: Int32
  private(set) var writing: Int32

  init() throws(CommandOutput.Failure) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .notStarted(FileError("pipe", .system(errno))) }
    (reading, writing) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(reading, F_SETFL, O_NONBLOCK)
  }

  deinit {
    close(reading)
    if writing >= 0 { close(writing) }
  }

  mutating func closeWriting() {
    close(writing)
    writing = -1
  }

  /// Appends what is there; bytes beyond the maximum are read and dropped.
  func read(into bytes: inout [UInt8], atMost maximum: Int) {
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    // A program that writes without end must not keep this from looking at the time.
    for _ in 0..<64 {
      let count = unsafe Glibc.read(reading, &chunk, chunk.count)
      guard count > 0 else { return }
      bytes += chunk[..<min(count, max(0, maximum - bytes.count))]
    }
  }

  /// Waits until one of two pipes can be read, or for a short time.
  func wait(_ other: borrowing Pipe, milliseconds: Int32) {
    var descriptors = [reading, other.reading].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    _ = unsafe poll(&descriptors, 2, milliseconds)
    // At the end of a stream poll returns at once: then the program itself is waited for.
    if descriptors.allSatisfy({ $0.revents == 0 || $0.revents & Int16(POLLIN) == 0 }) { _ = poll(nil, 0, 5) }
  }
}
