import Foundation

/// A folder of a test, gone with it.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "nethesis-mcp-\(UUID())").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file in place, readable by its owner alone, and gives its path.
  @discardableResult
  package func write(_ name: String, _ content: String, mode: Int = 0o600) throws -> String {
    let file = "\(path)/\(name)"
    try content.write(toFile: file, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    return file
  }
}
