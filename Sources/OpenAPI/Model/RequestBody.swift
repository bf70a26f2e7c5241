package import JSON

/// What an operation takes in the body of its request (OpenAPI 3.1.1, 4.8.13).
package struct RequestBody: Sendable, Equatable {
  package var isRequired: Bool
  package var description: String?
  /// The media types to choose from, in the order of the document.
  package var content: [MediaType]
}

/// One form in which a body can be written (OpenAPI 3.1.1, 4.8.14).
package struct MediaType: Sendable, Equatable {
  /// The media type as it is written in the document: `application/json`, `text/*`.
  package var type: String
  /// The JSON Schema 2020-12 of the body; `nil` if the document does not say.
  package var schema: JSONValue?
  /// Examples of the body, the first being the best.
  package var examples: [Example]

  package struct Example: Sendable, Equatable {
    package var name: String?
    package var summary: String?
    package var value: JSONValue
  }
}

extension MediaType {
  /// Tells whether bodies of this type are JSON: `application/json` or a type with the suffix `+json` (RFC 6839).
  package var isJSON: Bool {
    let essence = type.prefix { $0 != ";" }.lowercased()
    let name = String(essence.reversed().drop(while: \.isWhitespace).reversed())
    return name == "application/json" || name == "text/json" || name.hasSuffix("+json")
  }
}

extension RequestBody {
  /// The first media type that is JSON.
  package var json: MediaType? { content.first(where: \.isJSON) }
}
