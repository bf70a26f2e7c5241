package import JSON

extension Schema {
  /// Documents that schemas may refer to by URI.
  ///
  /// Nothing else is ever looked up, least of all on a network (SCH-05).
  package struct Registry: Sendable {
    /// The documents, and by which URI each of their resources is known.
    private(set) var documents: [Document] = []
    private var numbers: [URIReference: Int] = [:]

    package init() {}

    /// Adds a document under a URI, which is also the base of the relative references in it.
    ///
    /// The document, and every part of it that has an `$id`, can be referred to from then on. It is compiled only as
    /// far as a schema refers to it.
    package mutating func register(_ document: JSONValue, as uri: String) throws(SchemaError) {
      let document = try Document(document, uri: uri, name: uri)
      for known in [URIReference(uri).withoutFragment] + document.resources.map(\.uri) {
        numbers[known] = documents.count
      }
      documents.append(document)
    }

    /// The number of the document that has a resource of that URI.
    func number(of uri: URIReference) -> Int? { numbers[uri] }
  }
}
