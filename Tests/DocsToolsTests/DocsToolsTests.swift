import APIDocs
import JSON
import JSONRPC
import JSONSchema
import MCP
import OpenAPI
import Operations
import Schemas
import TestSupport
import Testing

@testable import DocsTools

/// The tools that search and read documentation.
struct DocsToolsTests {
  private let tools: DocsTools
  private let library: DocsLibrary

  init() throws {
    let overlay = try Overlay(reading: Schemas.overlay.text)
    library = try Self.library(APIDocument(reading: Schemas.openAPI.text, overlays: [overlay]))
    tools = DocsTools(library, besides: [], dialect: .default)
  }

  private static func library(_ document: APIDocument) throws -> DocsLibrary {
    let tools = document.operations.enumerated().map { position, operation in
      DocumentedTool(name: operation.mcp.name ?? operation.operationID ?? "operation_\(position)", operation: operation)
    }
    return DocsLibrary([APIDocs(document: document, tools: tools)])
  }

  /// Calls a tool; the structured content of a success has to conform to its schema.
  private func call(_ number: Int, _ arguments: JSONObject, of tools: DocsTools? = nil) async throws -> ToolResult {
    let tool = (tools ?? self.tools).tools[number]
    let outcome = try await tool.handler.call(arguments, .detached(caller: nil, credential: nil, meta: [:]))
    guard case .complete(let result) = outcome else { throw Unexpected() }
    if let value = result.structuredContent, !result.isError {
      let schema = try Schema(.object(try #require(tool.outputSchema)))
      #expect(schema.failures(value).isEmpty)
    }
    return result
  }

  private struct Unexpected: Error {}

  private func text(_ result: ToolResult) -> String {
    result.content.map { if case .text(let text) = $0.kind { text } else { "" } }.joined(separator: "\n")
  }

  @Test func `they only read, and say how to search`() {
    #expect(tools.tools.map(\.name) == ["search_docs", "read_docs"])
    #expect(tools.tools.allSatisfy { $0.annotations.readOnly == true && $0.annotations.openWorld == false })
    #expect(tools.tools[0].description.contains("three phrasings with synonyms"))
    #expect(tools.renamed.isEmpty)
  }

  @Test func `they keep out of the way of the API's own names`() throws {
    let tools = DocsTools(library, besides: ["search_docs", "api_search_docs"], dialect: .default)
    #expect(tools.tools.map(\.name) == ["api_search_docs_2", "read_docs"])
    #expect(tools.renamed.map(\.name) == ["api_search_docs_2"])
    #expect(tools.tools[1].description.contains("api_search_docs_2"))
  }

  @Test func `a search gives pages with their headings and excerpts`() async throws {
    let result = try await call(0, ["query": "new token\nissue credentials\ncreate api key"])
    let hits = try #require(result.structuredContent?["hits"]?.array)
    #expect(hits.first?["page"] == "docs://operations/create_api_key")
    #expect(hits.first?["request"] == "POST /me/api-keys")
    let code = try await call(0, ["query": "max_keys_reached"])
    #expect(code.structuredContent?["hits"]?.array?.first?["page"] == "docs://operations/create_api_key")
    #expect(code.structuredContent?["hits"]?.array?.first?["heading"] == "Errors")
    let schemas = try await call(0, ["query": "api key", "kind": "schema"])
    #expect(schemas.structuredContent?["hits"]?.array?.allSatisfy { $0["kind"] == "schema" } == true)
  }

  @Test func `the Italian words of the overlay are known`() async throws {
    let result = try await call(0, ["query": "revocare una chiave"])
    #expect(result.structuredContent?["hits"]?.array?.first?["page"] == "docs://operations/revoke_api_key")
  }

  @Test func `hits follow each other, within the room that is asked for`() async throws {
    var pages: [String] = []
    var offset = 0
    while true {
      let result = try await call(0, ["query": "key", "limit": 2, "offset": .number(JSONNumber(offset))])
      let value = try #require(result.structuredContent)
      pages += value["hits"]?.array?.compactMap { $0["page"]?.string } ?? []
      guard let next = value["next"]?.int else { break }
      #expect(next == pages.count)
      offset = next
    }
    #expect(pages.count > 4)
    #expect(Set(pages).count == pages.count)
    let small = try await call(0, ["query": "key", "limit": 50, "max_tokens": 200])
    #expect(try #require(small.structuredContent).json.count <= 800)
    #expect(text(try await call(0, ["query": "key", "offset": 9999])).contains("no more hits"))
    #expect(text(try await call(0, ["query": "qqqq"])).contains("No page fits"))
  }

  @Test(
    arguments: [
      "docs://operations/create_api_key", "create_api_key", "POST /me/api-keys", "operations/create_api_key",
      "docs://operations/create_api_key#errors", "docs://operations/create_api_key?part=1",
    ]
  )
  func `a page is read by any of its names`(_ name: String) async throws {
    let result = try await call(1, ["page": .string(name)])
    #expect(result.structuredContent?["page"] == "docs://operations/create_api_key")
    #expect(text(result).hasPrefix("# Create an API key\n"))
  }

  @Test func `the pieces of a page are the page, each within its room`() async throws {
    let whole = try #require(library.apis[0].page(.operation("create_api_key"))?.parts.first)
    for room in [200, 500, 2000] {
      var read = ""
      var offset = 0
      var count = 0
      while true {
        let result = try await call(
          1,
          ["page": "create_api_key", "offset": .number(JSONNumber(offset)), "max_tokens": .number(JSONNumber(room))]
        )
        let value = try #require(result.structuredContent)
        #expect(value.json.count <= room * 4)
        #expect(text(result).utf8.count <= room * 4)
        read += value["text"]?.string ?? ""
        count += 1
        guard let next = value["next_offset"]?.int else { break }
        #expect(next > offset)
        offset = next
      }
      #expect(read == whole)
      #expect(count > 1)
    }
    let all = try await call(1, ["page": "create_api_key", "max_tokens": 20_000])
    #expect(all.structuredContent?["text"] == .string(whole))
  }

  @Test func `a heading leads into the page`() async throws {
    for heading in ["Errors", "## errors", "errors", "Err"] {
      let result = try await call(1, ["page": "create_api_key", "heading": .string(heading)])
      #expect(text(result).hasPrefix("## Errors\n"), "\(heading)")
    }
    let wrong = try await call(1, ["page": "create_api_key", "heading": "Nothing"])
    #expect(wrong.isError)
    #expect(text(wrong).contains("It has: Create an API key, "))
  }

  @Test func `what there is not leads to what was meant`() async throws {
    let result = try await call(1, ["page": "docs://operations/make_api_key"])
    #expect(result.isError)
    #expect(text(result).contains("docs://operations/create_api_key"))
    #expect(text(try await call(1, ["page": "docs://overview?part=9"])).contains("no part 9"))
    #expect(text(try await call(1, [:])).contains("page is required"))
    #expect(text(try await call(0, ["query": ""])).contains("query"))
  }

  @Test func `every page of the index is read`() async throws {
    for summary in library.apis[0].pages {
      let result = try await call(1, ["page": .string(summary.uri)])
      #expect(!result.isError, "\(summary.uri)")
    }
  }
}
