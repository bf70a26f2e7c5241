import Files
import Glibc

/// A child process that is spoken to line by line, on its standard input and output.
///
/// Its standard error is kept, to be shown if something goes wrong.
package final class ChildServer {
  private let process: pid_t
  private var input: Int32
  private let output: Int32
  private let errors: Int32
  /// Bytes read after the last line returned.
  private var rest: [UInt8] = []
  private var hasEnded = false

  /// Starts a program with arguments; of the `NETHESIS_MCP_` variables it inherits only those that are given.
  package init(_ path: String, _ arguments: [String], variables: [String] = []) throws(CommandFailure) {
    let (childInput, input) = try Self.makePipe()
    let (output, childOutput) = try Self.makePipe()
    let errors = try Self.makeFile()
    defer { for descriptor in [childInput, childOutput] { close(descriptor) } }
    (self.input, self.output, self.errors) = (input, output, errors)
    do throws(FileError) {
      process = try Spawn.start(
        path,
        arguments,
        descriptors: [childInput, childOutput, errors],
        environment: Self.environment(variables)
      )
    } catch {
      throw .failed("the server cannot be started: \(error)")
    }
    // A write to a server that has exited must fail, not end this process.
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// The environment of this process, with some variables replaced.
  private static func environment(_ variables: [String]) -> [String] {
    let names = Set(variables.map { $0.prefix { $0 != "=" } })
    return Environment.handedOn.filter { !names.contains($0.prefix { $0 != "=" }) } + variables
  }

  deinit {
    if !hasEnded {
      kill(process, SIGKILL)
      _ = waitpid(process, nil, 0)
    }
    for descriptor in [input, output, errors] { close(descriptor) }
  }

  /// Sends a line; the line break is added.
  package func send(_ line: String) { StandardStream.write(line + "\n", to: input) }

  /// Waits for the next line and returns it without its line break.
  package func receive(within seconds: Int32 = 30) throws(CommandFailure) -> [UInt8] {
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        defer { rest.removeSubrange(...end) }
        return Array(rest[..<end])
      }
      var descriptor = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      let ready = unsafe poll(&descriptor, 1, seconds * 1000)
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { throw .failed("the server has not answered for \(seconds) seconds\(lastWords)") }
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = unsafe read(output, &chunk, chunk.count)
      guard count > 0 else { throw .failed("the server has ended\(lastWords)") }
      rest += chunk[..<count]
    }
  }

  /// Closes its standard input, which tells it to stop, waits for its exit, and returns its exit code.
  package func finish() -> Int32 {
    close(input)
    input = -1
    return wait()
  }

  /// Sends it SIGTERM, waits for its exit, and returns its exit code.
  package func terminate() -> Int32 {
    kill(process, SIGTERM)
    return wait()
  }

  private func wait() -> Int32 {
    let status = Spawn.wait(for: process)
    hasEnded = true
    // The status in the layout of `wait`: the signal in the lowest seven bits, the exit code in the next eight.
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  /// Whether the process is running.
  package var isRunning: Bool { !hasEnded && kill(process, 0) == 0 }

  /// Waits for a line of its standard error that begins with a word, and returns it.
  package func errorLine(beginning word: String, within seconds: Int = 30) throws(CommandFailure) -> String {
    for _ in 0..<seconds * 50 {
      let lines = String(decoding: errorOutput, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      // The last one may be incomplete.
      if let line = lines.dropLast().first(where: { $0.hasPrefix(word) }) { return String(line) }
      guard isRunning else { break }
      usleep(20_000)
    }
    throw .failed("the server has not said \(word)\(lastWords)")
  }

  /// Everything written to its standard error so far.
  package var errorOutput: [UInt8] {
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe pread(errors, &chunk, chunk.count, output.count)
      guard count > 0 else { return output }
      output += chunk[..<count]
    }
  }

  /// Its standard error, as the end of a sentence.
  private var lastWords: String {
    let words = errorOutput.prefix(4096)
    return words.isEmpty ? "" : "; it said:\n\(String(decoding: words, as: UTF8.self))"
  }
}

extension ChildServer {
  /// A pipe: the end for reading and the end for writing.
  private static func makePipe() throws(CommandFailure) -> (Int32, Int32) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .failed("the system refuses more descriptors") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// A nameless file: unlike a pipe, it accepts output even if nobody reads.
  private static func makeFile() throws(CommandFailure) -> Int32 {
    var path = Array("/tmp/nethesis-mcp-XXXXXX".utf8CString)
    let descriptor = unsafe mkstemp(&path)
    guard descriptor >= 0 else { throw .failed("no file can be made in /tmp") }
    _ = unsafe unlink(path)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }
}
