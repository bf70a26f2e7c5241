import JSON
import OpenAPI

/// Makes the entries of a document's pages.
struct EntryReader {
  private let searched: SearchedDocument
  private var fields: FieldReader
  private let tags: [String: Tag]
  /// Titles of the collections, by path.
  private let collections: [String: String]

  /// The most fields of a request, of a response and of a schema that are indexed: many operations may share a schema.
  private static let (maximumInputs, maximumOutputs, maximumMembers) = (120, 60, 400)

  init(_ searched: SearchedDocument) {
    self.searched = searched
    fields = FieldReader(searched.document.schemas)
    tags = Dictionary(searched.document.tags.map { ($0.name, $0) }) { first, _ in first }
    let summaries = searched.operations.compactMap { offered in
      offered.operation.path.hasSuffix("}") ? nil : offered.operation.summary.map { (offered.operation.path, $0) }
    }
    collections = Dictionary(summaries) { first, _ in first }
  }

  mutating func entries() -> [SearchEntry] {
    var entries: [SearchEntry] = []
    for offered in searched.operations { entries.append(entry(offered)) }
    for (name, schema) in searched.document.schemas { entries.append(entry(schema: name, schema)) }
    return entries + tagEntries()
  }

  // MARK: Operations

  private mutating func entry(_ offered: SearchedDocument.Offered) -> SearchEntry {
    let operation = offered.operation
    let title = offered.title ?? operation.summary ?? offered.name
    var entry = SearchEntry(api: searched.name, kind: .operation, name: offered.name, title: title)
    entry.method = operation.method
    entry.path = operation.path
    var passages: [SearchEntry.Passage] = [.init(.name, offered.name), .init(.title, title)]
    if let summary = operation.summary, summary != title { passages.append(.init(.title, summary)) }
    if let id = operation.operationID, id != offered.name { passages.append(.init(.name, id)) }
    passages.append(.init(.path, operation.path))
    passages += operation.tags.map { .init(.tag, $0) }
    let descriptions = [operation.mcp.description, operation.description].compactMap(\.self)
    passages += descriptions.map { .init(.description, $0) }
    if let parent = collection(above: operation.path) { passages.append(.init(.parent, parent)) }
    passages += inputs(operation) + responses(operation)
    entry.passages = passages
    return entry
  }

  /// The title of the nearest collection that a path lies in.
  private func collection(above path: String) -> String? {
    var rest = path[...]
    for _ in 0..<8 {
      guard let slash = rest.lastIndex(of: "/") else { return nil }
      rest = rest[..<slash]
      if let title = collections[String(rest)] { return title }
    }
    return nil
  }

  private mutating func inputs(_ operation: Operation) -> [SearchEntry.Passage] {
    var passages: [SearchEntry.Passage] = []
    for parameter in operation.parameters {
      let heading = "Parameters in the \(parameter.location.rawValue)"
      passages.append(.init(.input, parameter.name, heading: heading))
      let text = [parameter.description, fields.values(parameter.schema)].compactMap(\.self).joined(separator: " ")
      if !text.isEmpty { passages.append(.init(.inputText, "\(parameter.name): \(text)", heading: heading)) }
    }
    guard let body = operation.requestBody else { return passages }
    if let text = body.description { passages.append(.init(.inputText, text, heading: "Request body")) }
    guard let schema = (body.json ?? body.content.first)?.schema else { return passages }
    for field in fields.fields(of: schema, limit: Self.maximumInputs) {
      passages.append(.init(.input, field.name, heading: "Request body"))
      if let text = field.text { passages.append(.init(.inputText, "\(field.name): \(text)", heading: "Request body")) }
    }
    return passages
  }

  private mutating func responses(_ operation: Operation) -> [SearchEntry.Passage] {
    var passages: [SearchEntry.Passage] = []
    for response in operation.responses {
      let status = response.status.description
      let heading = response.status.isSuccess ? "Answer \(status): \(response.description)" : "Errors"
      passages.append(.init(.status, "\(status) \(response.description)", heading: heading))
      if let sentence = operation.mcp.errors[status] {
        passages.append(.init(.outputText, "\(status): \(sentence)", heading: heading))
      }
      guard let media = response.json else { continue }
      if response.status.isSuccess, let schema = media.schema {
        for field in fields.fields(of: schema, limit: Self.maximumOutputs) {
          passages.append(.init(.output, field.name, heading: heading))
          if let text = field.text { passages.append(.init(.outputText, "\(field.name): \(text)", heading: heading)) }
        }
      } else {
        passages += codes(media, status, heading)
      }
    }
    return passages
  }

  /// The error codes of a failure: the texts of its examples, and the values that its own schema allows.
  private mutating func codes(_ media: MediaType, _ status: String, _ heading: String) -> [SearchEntry.Passage] {
    var texts = ExampleTexts.of(media.examples.map(\.value))
    texts += media.examples.compactMap(\.summary) + media.examples.compactMap(\.name)
    if let schema = media.schema {
      for field in fields.fields(of: schema, limit: Self.maximumOutputs) {
        if let values = field.values { texts.append(values) }
        if !ExampleTexts.isSecret(field.name) { texts += field.examples }
      }
    }
    return texts.map { .init(.code, "\(status): \($0)", heading: heading) }
  }

  // MARK: Schemas and tags

  private mutating func entry(schema name: String, _ schema: JSONValue) -> SearchEntry {
    var entry = SearchEntry(api: searched.name, kind: .schema, name: name, title: name)
    entry.passages = [.init(.title, name)]
    if let text = schema["description"]?.string { entry.passages.append(.init(.description, text)) }
    for field in fields.fields(of: schema, limit: Self.maximumMembers, isShallow: true) {
      entry.passages.append(.init(.input, field.name, heading: nil))
      if let text = field.text { entry.passages.append(.init(.inputText, "\(field.name): \(text)")) }
    }
    return entry
  }

  private func tagEntries() -> [SearchEntry] {
    var names: [String] = []
    var seen: Set<String> = []
    for name in searched.operations.lazy.flatMap(\.operation.tags) where seen.insert(name).inserted {
      names.append(name)
    }
    return names.map { name in
      var entry = SearchEntry(api: searched.name, kind: .tag, name: name, title: name)
      entry.passages = [.init(.title, name)]
      if let text = tags[name]?.description { entry.passages.append(.init(.description, text)) }
      return entry
    }
  }
}
