@testable import DocsSearch
import JSON
import OpenAPI
import Schemas
import TestSupport
import Testing

/// The floor of the search: questions that people type, with the page that should come first.
@Suite(.enabled(if: Oracles.areEnabled, "needs ../shared/search"))
struct QuestionTests {
  @Test func `most questions find their page first, and nearly all among the first three`() throws {
    var indexes: [String: SearchIndex] = [:]
    var (first, three) = (0, 0)
    var missed: [String] = []
    let lines = String(decoding: try Oracles.bytes("search/questions-dev.jsonl"), as: UTF8.self).split(separator: "\n")
    for line in lines {
      let row = try JSONParser.parse(String(line))
      let name = row["document"]?.string ?? ""
      let index = try indexes[name] ?? Self.index(name)
      indexes[name] = index
      let question = row["question"]?.string ?? ""
      let best = row["best"]?.string?.split(separator: "#").first.map(String.init)
      let rank = index.search(question, limit: 3).hits.firstIndex { Self.page(index.entries[$0.entry]) == best }
      if rank == 0 { first += 1 }
      if rank != nil { three += 1 }
      if rank == nil, ["error", "field"].contains(row["kind"]?.string) { missed.append(question) }
    }
    #expect(first >= 30, "of \(lines.count)")
    #expect(three >= 42, "of \(lines.count)")
    #expect(missed.isEmpty, "codes and fields stand in the document")
  }

  private static func page(_ entry: SearchEntry) -> String {
    entry.kind == .operation ? "\(entry.method ?? "") \(entry.path ?? "")" : "\(entry.kind.rawValue) \(entry.name)"
  }

  private static func index(_ name: String) throws -> SearchIndex {
    let file = name == "my-nethesis" ? "specs/my-nethesis.openapi.yaml" : "specs/public/\(name).yaml"
    let overlay = try Overlay(reading: Schemas.overlay.text, reportsUnmatched: false)
    let document = try APIDocument(reading: Oracles.bytes(file), overlays: [overlay])
    let operations = document.operations.enumerated().map { position, operation in
      SearchedDocument.Offered(
        name: operation.mcp.name ?? operation.operationID ?? "operation_\(position)",
        title: operation.title,
        operation: operation
      )
    }
    let searched = SearchedDocument(document: document, operations: operations)
    return SearchIndex(searched.entries, synonyms: .general(adding: searched.synonyms))
  }
}
