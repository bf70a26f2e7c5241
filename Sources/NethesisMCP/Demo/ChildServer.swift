import Files
import Glibc

/// A program that was started to be spoken to, line by line, on its standard input and output.
///
/// What it says on standard error is kept, to be shown if something goes wrong.
package final class ChildServer {
  private let process: pid_t
  private var input: Int32
  private let output: Int32
  private let errors: Int32
  /// What was read behind the last line that was given out.
  private var rest: [UInt8] = []
  private var hasEnded = false

  /// Starts a program with the arguments that stand behind its name; of `NETHESIS_MCP_` variables only those are handed
  /// on that are named.
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
    // A server that has gone shows when it is written to.
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// The variables of this process, some of them replaced.
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

  /// Sends a line, whose end is added.
  package func send(_ line: String) { StandardStream.write(line + "\n", to: input) }

  /// Waits for the next line and gives it without its end.
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

  /// Closes its standard input, which tells it to end, and waits until it has; gives its exit code.
  package func finish() -> Int32 {
    close(input)
    input = -1
    return wait()
  }

  /// Tells it to end, as the system does, and waits until it has; gives its exit code.
  package func terminate() -> Int32 {
    kill(process, SIGTERM)
    return wait()
  }

  private func wait() -> Int32 {
    let status = Spawn.wait(for: process)
    hasEnded = true
    // As `wait` lays it out: the signal in the lowest seven bits, the exit code in the next eight.
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  /// Whether it is there to speak to.
  package var isRunning: Bool { !hasEnded && kill(process, 0) == 0 }

  /// All that it has said on standard error.
  package var errorOutput: [UInt8] {
    var output: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe pread(errors, &chunk, chunk.count, output.count)
      guard count > 0 else { return output }
      output += chunk[..<count]
    }
  }

  /// What it has said on standard error, as the end of a sentence.
  private var lastWords: String {
    let words = errorOutput.prefix(4096)
    return words.isEmpty ? "" : "; it said:\n\(String(decoding: words, as: UTF8.self))"
  }
}

extension ChildServer {
  /// The end for reading and the end for writing.
  private static func makePipe() throws(CommandFailure) -> (Int32, Int32) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .failed("the system refuses more descriptors") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// A file without a name: unlike a pipe it takes what is written even if nobody reads.
  private static func makeFile() throws(CommandFailure) -> Int32 {
    var path = Array("/tmp/nethesis-mcp-XXXXXX".utf8CString)
    let descriptor = unsafe mkstemp(&path)
    guard descriptor >= 0 else { throw .failed("no file can be made in /tmp") }
    _ = unsafe unlink(path)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }
}
