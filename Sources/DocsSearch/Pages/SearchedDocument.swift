import JSON
package import OpenAPI

/// A document whose pages are searched: what is offered of it.
package struct SearchedDocument: Sendable {
  /// An operation and the tool that calls it.
  package struct Offered: Sendable {
    package var name: String
    package var title: String?
    package var operation: Operation

    /// Pairs an operation with its tool.
    package init(name: String, title: String?, operation: Operation) {
      self.name = name
      self.title = title
      self.operation = operation
    }
  }

  /// The document's name; `nil` if there is only one.
  package var name: String?
  package var document: APIDocument
  package var operations: [Offered]

  /// Describes a document.
  package init(name: String? = nil, document: APIDocument, operations: [Offered]) {
    self.name = name
    self.document = document
    self.operations = operations
  }

  /// The groups of synonyms that the document or an overlay adds: `x-mcp.synonyms` at the root.
  package var synonyms: [[String]] {
    (document.root["x-mcp"]?["synonyms"]?.array ?? []).compactMap { group in
      group.array?.compactMap(\.string) ?? group.string.map { $0.split(separator: ",").map(String.init) }
    }
  }

  /// The entries of operations, in their order, then of schemas and tags.
  package var entries: [SearchEntry] {
    var reader = EntryReader(self)
    return reader.entries()
  }
}
