package import JSON

/// The reason why a JSON value is no usable schema, and its position.
package struct SchemaError: Error, Hashable {
  /// A fault of a schema.
  package enum Reason: Hashable, Sendable {
    /// A value that is neither an object nor a boolean in the place of a schema.
    case notASchema
    /// A keyword with a value of the wrong kind; the text names the right one.
    case malformed(keyword: String, expected: String)
    /// A `$ref` or `$dynamicRef` without a target in the schema or the registered documents (SCH-06).
    case unresolved(reference: String)
    /// A `$schema` that is not supported (SCH-02).
    case unknownDialect(String)
    case unsupportedVocabulary(String)
    case ambiguous(identifier: String)
    /// Schemas that apply each other to the same value endlessly.
    case endless
    case tooManySchemas(limit: Int)
  }

  /// The fault.
  package let reason: Reason
  /// The position of the fault in its document.
  package internal(set) var location: JSONPointer
  /// The URI of the registered document with the fault; `nil` for the schema itself.
  package internal(set) var document: String?

  init(_ reason: Reason, at location: JSONPointer = JSONPointer(), in document: String? = nil) {
    self.reason = reason
    self.location = location
    self.document = document
  }
}

extension SchemaError: CustomStringConvertible {
  package var description: String {
    let place = location.tokens.isEmpty ? "the root" : "\(location)"
    return "\(reason.sentence) (at \(place) of \(document ?? "the schema"))"
  }
}

extension SchemaError.Reason {
  fileprivate var sentence: String {
    switch self {
    case .notASchema: "a schema must be an object, true or false"
    case .malformed(let keyword, let expected): "\"\(keyword)\" must be \(expected)"
    case .unresolved(let reference):
      "the reference \"\(reference)\" leads nowhere; other documents are never fetched, they have to be registered"
    case .unknownDialect(let uri):
      "the dialect \"\(uri)\" is not supported; 2020-12, 2019-09 and draft-07 are"
    case .unsupportedVocabulary(let uri): "the dialect requires the vocabulary \"\(uri)\", which is not supported"
    case .ambiguous(let identifier): "\"\(identifier)\" identifies two schemas"
    case .endless: "the schema applies itself to the same value without end"
    case .tooManySchemas(let limit): "there are more than \(limit) subschemas"
    }
  }
}
