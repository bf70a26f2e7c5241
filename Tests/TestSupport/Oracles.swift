package import Foundation
package import JSON

/// The reference data that tests read from beside the checkout: published schemas, test suites, real documents.
///
/// None of it is part of the project, so a user's clone has none and those tests are skipped, visibly. Where
/// `NETHESIS_MCP_REQUIRE_ORACLES=1` is set, missing data is a failure.
package enum Oracles {
  /// The folder `shared` beside the checkout.
  package static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared")

  /// Whether tests that need the reference data run: if it is there, or if it has to be.
  package static var areEnabled: Bool { areRequired || FileManager.default.fileExists(atPath: folder.path) }

  package static var areRequired: Bool {
    ProcessInfo.processInfo.environment["NETHESIS_MCP_REQUIRE_ORACLES"] == "1"
  }

  /// The bytes of a file, named by its path in the folder.
  package static func bytes(_ path: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: folder.appending(path: path)))
  }

  package static func json(_ path: String) throws -> JSONValue { try JSONParser.parse(bytes(path)) }

  /// The names of the files in a folder, sorted.
  package static func files(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path).sorted()
  }
}
