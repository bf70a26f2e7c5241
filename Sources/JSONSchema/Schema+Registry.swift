package import JSON

extension Schema {
  /// Documents that schemas may refer to by URI.
  ///
  /// No other document is ever loaded, certainly not from the network (SCH-05).
  package struct Registry: Sendable {
    /// The documents, with an index of their resources by URI.
    private(set) var documents: [Document] = []
    private var numbers: [URIReference: Int] = [:]

    /// Makes an empty registry.
    package init() {}

    /// Adds a document under a URI, which is also the base of its relative references.
    ///
    /// The document, and each part of it with an `$id`, can be referred to from then on. It is compiled only as far as
    /// a schema refers to it.
    package mutating func register(_ document: JSONValue, as uri: String) throws(SchemaError) {
      let document = try Document(document, uri: uri, name: uri)
      for known in [URIReference(uri).withoutFragment] + document.resources.map(\.uri) {
        numbers[known] = documents.count
      }
      documents.append(document)
    }

    /// The number of the document with a resource of a URI.
    func number(of uri: URIReference) -> Int? { numbers[uri] }
  }
}
