import APIDocs
import DocsSearch
import JSON
import OpenAPI

extension GrowthCase {
  /// The index of pages, and questions to it.
  static let searches: [GrowthCase] = [
    GrowthCase("search: the index of many operations", parts) { count in
      let searched = searched(try APIDocument(reading: SampleDocument.operations(count)))
      return { use(SearchIndex(searched.entries).entries.count) }
    },
    GrowthCase("search: the index of operations that share a body", parts) { count in
      let schema = JSONValue.object(["$ref": "#/components/schemas/S0"])
      let body: JSONValue = ["content": ["application/json": ["schema": schema]]]
      let paths = SampleDocument.object(count) { number in
        ("/p\(number)", ["post": ["operationId": .string("p\(number)"), "requestBody": body, "responses": [:]]])
      }
      let text = SampleDocument.text([
        "paths": paths, "components": ["schemas": .object(JSONObject(SampleDocument.extending(count)))],
      ])
      let searched = searched(try APIDocument(reading: text))
      return { use(SearchIndex(searched.entries).entries.count) }
    },
    GrowthCase("search: the index of a long guide", bytes) { size in
      let guide = Guide(slug: "g", markdown: "# Guide\n\n## Part\n\nwords of a guide\n\n".repeated(toBytes: size))
      let library = DocsLibrary([], guides: Guides([guide]))
      return { use(DocsLibrary(library.apis, guides: library.guides).search("guide", limit: 1).count) }
    },
    GrowthCase("search: a question to many pages", parts) { count in
      let searched = searched(try APIDocument(reading: SampleDocument.operations(count)))
      let index = SearchIndex(searched.entries)
      return { use(index.search("put an item; itme upload; remove elements", limit: 10).count) }
    },
    GrowthCase("search: a long question", bytes) { size in
      let searched = searched(try APIDocument(reading: SampleDocument.operations(50)))
      let index = SearchIndex(searched.entries)
      let question = "put itmes one-two_threeFour; ".repeated(toBytes: size)
      return { use(index.search(question, limit: 10).count) }
    },
    GrowthCase("docs: a long page in parts", bytes) { size in
      let guides = Guides([Guide(slug: "g", markdown: "| a | b |\n| --- | --- |\n| c | d |\n".repeated(toBytes: size))])
      return {
        use(
          DocsLibrary([], guides: guides).place(of: "docs://guides/g").map {
            DocsLibrary([], guides: guides).text(of: $0)?.parts.count
          }
        )
      }
    },
  ]

  private static func searched(_ document: APIDocument) -> SearchedDocument {
    let operations = document.operations.enumerated().map { position, operation in
      SearchedDocument.Offered(
        name: operation.operationID ?? "operation\(position)",
        title: operation.summary,
        operation: operation
      )
    }
    return SearchedDocument(document: document, operations: operations)
  }
}
