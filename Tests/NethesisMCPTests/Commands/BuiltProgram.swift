import Foundation

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
    process.environment = environment
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
  private let ended = AsyncStream.makeStream(of: Int32.self)

  init(_ arguments: [String]) throws {
    process.executableURL = BuiltProgram.url
    process.arguments = arguments
    process.standardError = errors
    process.terminationHandler = { [ended] in ended.continuation.yield($0.terminationStatus) }
    try process.run()
  }

  deinit { if process.isRunning { process.terminate() } }

  /// Reads standard error until a text has come.
  func errors(until text: String) throws -> String {
    var words = ""
    while !words.contains(text) {
      let data = errors.fileHandleForReading.availableData
      guard !data.isEmpty else { break }
      words += String(decoding: data, as: UTF8.self)
    }
    return words
  }

  /// Sends a signal, waits for the end and gives the exit code.
  func end(by signal: Int32) async -> Int32? {
    kill(process.processIdentifier, signal)
    return await ended.stream.first { _ in true }
  }
}
