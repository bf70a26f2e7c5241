import Foundation
import JSON
import OpenAPI
import Schemas
import Testing

/// The text in the binary is that of the files; with `NETHESIS_MCP_UPDATE=1` it is made so.
struct EmbeddedTextTests {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "schemas")

  static func text(of file: Schemas.File) throws -> String {
    try String(contentsOf: folder.appending(path: file.name), encoding: .utf8)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["NETHESIS_MCP_UPDATE"] == "1", "writes schemas/"))
  func `the text is written anew`() throws {
    let files = [("openAPIText", Schemas.openAPI), ("overlayText", Schemas.overlay)]
    let texts = try files.map { ($0, try Self.text(of: $1)) } + [("appliedText", try Self.applied().description)]
    let members = texts.map { "  static let \($0) = #\"\"\"\n\($1)\n\"\"\"#\n" }
    let source = """
      // swift-format-ignore-file
      // Generated from the files of the same names; see Schemas.swift.

      extension Schemas {
      \(members.joined(separator: "\n"))}

      """
    try Data(source.utf8).write(to: Self.folder.appending(path: "Schemas+Text.swift"))
  }

  @Test(
    .disabled(if: ProcessInfo.processInfo.environment["NETHESIS_MCP_UPDATE"] == "1", "holds after the next build"),
    arguments: [Schemas.openAPI, Schemas.overlay]
  )
  func `the text is that of the file`(file: Schemas.File) throws {
    let expected = try Self.text(of: file)
    #expect(file.text == expected, "Run NETHESIS_MCP_UPDATE=1 swift test --filter SchemasTests")
  }

  /// What the overlay makes of the document, by their files.
  static func applied() throws -> JSONValue {
    let overlay = try Overlay(reading: try text(of: Schemas.overlay))
    return try APIDocument(reading: try text(of: Schemas.openAPI), overlays: [overlay]).written
  }

  @Test(.disabled(if: ProcessInfo.processInfo.environment["NETHESIS_MCP_UPDATE"] == "1", "holds after the next build"))
  func `the applied text is what the overlay makes of the document`() throws {
    #expect(
      try Schemas.applied == Self.applied().description,
      "Run NETHESIS_MCP_UPDATE=1 swift test --filter SchemasTests"
    )
    let document = try APIDocument(reading: Schemas.applied)
    #expect(document.diagnostics == [])
    #expect(document.written == (try Self.applied()))
  }

  @Test func `the document and its overlay are read without complaint`() throws {
    let overlay = try Overlay(reading: Schemas.overlay.text)
    let document = try APIDocument(reading: Schemas.openAPI.text, overlays: [overlay])
    #expect(document.diagnostics == [])
    #expect(document.version == .v3_1)
    #expect(
      document.operations.map(\.mcp.name) == [
        "list_api_keys", "create_api_key", "revoke_api_key", "list_api_key_events",
      ]
    )
    #expect(document.servers.map(\.url) == ["https://my.nethesis.it/backend/api"])
  }
}
