import Foundation

/// Runs programs in an environment that is the same everywhere.
enum Command {
  /// Variables that are passed on; everything else could make other bytes of the same input.
  private static let kept = ["HOME", "PATH", "GNUPGHOME", "TMPDIR"]

  /// Runs a program and returns what it writes to standard output.
  ///
  /// Its output goes through files, since a pipe that nobody empties would block it.
  ///
  /// - Throws: An error with what it writes to standard error if it fails.
  static func run(
    _ file: String,
    _ arguments: [String],
    in folder: URL? = nil,
    input: Data = Data(),
    _ variables: [String: String] = [:]
  ) throws -> Data {
    let exchange = FileManager.default.temporaryDirectory.appending(path: "packaging-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: exchange, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: exchange) }
    let files = ["in", "out", "err"].map { exchange.appending(path: $0) }
    try input.write(to: files[0])
    for file in files.dropFirst() { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(filePath: file)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let own = ProcessInfo.processInfo.environment.filter { kept.contains($0.key) }
    process.environment = own.merging(["LC_ALL": "C.UTF-8", "TZ": "UTC"]) { $1 }.merging(variables) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let reason = String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
      throw PackagingError("\(([file] + arguments).joined(separator: " ")) failed:\n\(reason)")
    }
    return try Data(contentsOf: files[1])
  }
}
