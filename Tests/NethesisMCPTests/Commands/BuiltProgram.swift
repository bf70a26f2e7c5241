import Foundation
import JSON
import Testing
import TestSupport

/// The program as it was built, beside the tests.
enum BuiltProgram {
  struct Outcome: Sendable {
    let code: Int32
    let output: String
    let errors: String
  }

  static let url = Bundle.main.bundleURL.appending(path: "nethesis-mcp")

  /// Runs it until it ends by itself.
  static func run(
    _ arguments: [String],
    environment: [String: String] = [:],
    input: String = "",
    folder: TemporaryFolder
  ) async throws -> Outcome {
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    // What it keeps for later runs is of no later test.
    process.environment = ["XDG_STATE_HOME": "\(folder.path)/state"].merging(environment) { $1 }
    process.standardInput = FileHandle(forReadingAtPath: try folder.write("in", input))
    // Files, since pipes would have to be read meanwhile.
    process.standardOutput = FileHandle(forWritingAtPath: try folder.write("out", ""))
    process.standardError = FileHandle(forWritingAtPath: try folder.write("err", ""))
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in continuation.resume() }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    return Outcome(
      code: process.terminationStatus,
      output: try String(contentsOfFile: "\(folder.path)/out", encoding: .utf8),
      errors: try String(contentsOfFile: "\(folder.path)/err", encoding: .utf8)
    )
  }
}

/// The program while it runs.
final class RunningProgram {
  private let process = Process()
  private let errors = Pipe()
  private let input = Pipe()
  private let output = Pipe()
  /// What was read of standard output behind the last line that was given out.
  private var rest = Data()
  private let ended = AsyncStream.makeStream(of: Int32.self)

  /// Starts it; one that is to be spoken to has its standard streams here and an empty environment.
  init(_ arguments: [String], speaks: Bool = false) throws {
    process.executableURL = BuiltProgram.url
    process.arguments = arguments
    if speaks {
      process.environment = ["XDG_STATE_HOME": "/dev/null"]
      process.standardInput = input
      process.standardOutput = output
    }
    process.standardError = errors
    process.terminationHandler = { [ended] in ended.continuation.yield($0.terminationStatus) }
    try process.run()
  }

  deinit { if process.isRunning { process.terminate() } }

  /// The longest time for which a program says nothing before its test fails, in milliseconds.
  private static let patience: Int32 = 30_000

  /// Waits for data, which a blocking read would do for ever where it does not come.
  private static func data(of pipe: Pipe) throws -> Data {
    let handle = pipe.fileHandleForReading
    var ready = pollfd(fd: handle.fileDescriptor, events: Int16(POLLIN), revents: 0)
    let count = unsafe poll(&ready, 1, patience)
    try #require(count > 0, "the program says nothing")
    return handle.availableData
  }

  /// Reads standard error until a text has come.
  func errors(until text: String) throws -> String {
    var words = ""
    while !words.contains(text) {
      guard let data = try? Self.data(of: errors), !data.isEmpty else { break }
      words += String(decoding: data, as: UTF8.self)
    }
    return words
  }

  /// Writes a line to standard input.
  func send(_ line: String) throws { try input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8)) }

  /// Waits for a line of standard output, a message.
  func receive() throws -> JSONValue {
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        defer { rest = Data(rest[(end + 1)...]) }
        return try JSONParser.parse(Array(rest[..<end]))
      }
      let data = try Self.data(of: output)
      try #require(!data.isEmpty, "the program has ended")
      rest += data
    }
  }

  /// Sends a signal, waits for the end and gives the exit code.
  func end(by signal: Int32) async -> Int32? {
    kill(process.processIdentifier, signal)
    return await ended.stream.first { _ in true }
  }
}
