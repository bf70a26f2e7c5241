import APIDocs
import JSON
import JSONRPC
import MCP
import OpenAPI

extension GrowthCase {
  static let pages: [GrowthCase] =
    SampleDocument.links.map { name, link in
      page("a chain of $ref \(name)", "docs://overview") { SampleDocument.chain($0, link) }
    } + [
      page("operations", "docs://overview") { SampleDocument.operations($0) },
      page("operations", "docs://errors") { SampleDocument.operations($0) },
      page("operations", "docs://openapi.json") { SampleDocument.operations($0) },
      page("the last of many operations", "docs://operations/putItem0") { SampleDocument.operations($0) },
      page("a schema of many", "docs://schemas/Item0") { SampleDocument.operations($0) },
      GrowthCase("docs: runs of backticks", bytes) { size in
        // Runs of growing lengths, none of which another one closes.
        var (text, length) = ("", 1)
        while text.utf8.count < size {
          text += String(repeating: "`", count: length) + "a"
          length += 1
        }
        let document = try APIDocument(
          reading: JSONValue.object([
            "openapi": "3.1.0", "info": ["title": "T", "version": "1", "description": .string(text)], "paths": [:],
          ]).json
        )
        return { use(try await read("docs://overview", of: document)) }
      },
    ]

  private static func page(_ name: String, _ uri: String, _ make: @escaping @Sendable (Int) -> [UInt8]) -> GrowthCase {
    GrowthCase("\(uri): \(name)", parts) { count in
      let document = try APIDocument(reading: make(count))
      return { use(try await read(uri, of: document)) }
    }
  }

  /// Reads a page as a client does, of documentation that has just been made.
  private static func read(_ uri: String, of document: APIDocument) async throws -> [UInt8] {
    let tools = document.operations.enumerated().map { position, operation in
      DocumentedTool(name: operation.operationID ?? "operation\(position)", operation: operation)
    }
    let docs = APIDocs(document: document, tools: tools, baseURL: "https://api.example")
    let catalog = Catalog(
      server: Implementation(name: "growth", version: "1"),
      resources: docs.resources,
      resourceTemplates: docs.resourceTemplates
    )
    return try await SampleClient(catalog).ask("resources/read", ["uri": .string(uri)])
  }
}
