package import JSON

/// A format of a body (OpenAPI 3.1.1, 4.8.14).
package struct MediaType: Sendable, Equatable {
  /// The media type or range as written in the document: `application/json`, `text/*`.
  package var type: String
  /// The JSON Schema 2020-12 of the body; `nil` if the document gives none.
  package var schema: JSONValue?
  /// Examples of the body, best first.
  package var examples: [Example]
  /// The JSON Schema 2020-12 of each item, if the body is a stream of items (OpenAPI 3.2.0, 4.14.1).
  package var itemSchema: JSONValue? = nil
  /// The encodings of form properties, for those that have one in the document.
  package var encoding: [String: PropertyEncoding] = [:]
  /// The encodings of the first parts of a body without names, in their order (OpenAPI 3.2.0, 4.14.3).
  package var prefixEncoding: [PropertyEncoding] = []
  /// The encoding of the other parts of such a body; `nil` where their schemas decide.
  package var itemEncoding: PropertyEncoding? = nil

  /// An example of a body.
  package struct Example: Sendable, Equatable {
    /// The key of the example in the document; `nil` for the only one.
    package var name: String?
    /// The example's title.
    package var summary: String?
    /// The example itself.
    package var value: JSONValue
  }

  /// The encoding of one form property (OpenAPI 3.1.1, 4.8.15).
  package struct PropertyEncoding: Sendable, Equatable {
    /// The media types of the property, in document order; empty if its schema decides.
    ///
    /// Each may be a range, such as `image/*`. All are ignored if there is a style.
    package var contentTypes: [String]
    /// The header fields of the property's part (only in `multipart`), without `Content-Type`.
    package var headers: [DocumentedResponse.Header]
    /// The style, as for a query parameter; `nil` if the media type decides.
    package var style: Parameter.Style?
    /// Whether each element of an array or object gets its own `name=value`.
    package var explode: Bool
    /// Whether reserved characters are left unescaped.
    package var allowReserved: Bool
    /// The property's `x-mcp`.
    package var mcp = FieldExtension()
    /// The separators of nested lists (``Parameter/innerSeparators``).
    package var innerSeparators: [String] = []
  }

  /// The kind of a body, as far as writing and reading it differ.
  package enum Kind: Sendable, Equatable {
    /// `application/json` or a type with the suffix `+json`.
    case json
    /// `application/x-www-form-urlencoded`.
    case form
    /// `multipart/form-data`, or another type of several parts.
    case multipart
    /// XML, passed on as text.
    case xml
    /// `text/…` of another kind.
    case text
    /// Bytes: `application/octet-stream`, an image, or any other non-text type.
    case binary
  }
}

extension MediaType {
  /// The encoding of the part at a position of a body without names (OpenAPI 3.2.0, 4.14.3); `nil` if its schema decides.
  package func encoding(ofElement position: Int) -> PropertyEncoding? {
    prefixEncoding.indices.contains(position) ? prefixEncoding[position] : itemEncoding
  }

  /// The type in lower case without parameters: `text/csv` for `Text/CSV; header=present`.
  package var essence: String {
    let essence = type.prefix { $0 != ";" }.lowercased()
    return String(essence.reversed().drop(while: \.isWhitespace).reversed())
  }

  /// Whether bodies of this type are JSON: `application/json` or a type with the suffix `+json` (RFC 6839).
  package var isJSON: Bool { kind == .json }

  /// The kind of the body.
  package var kind: Kind {
    // Nearly all types are this one, and parsing costs time.
    if type == "application/json" { return .json }
    let name = essence
    switch name {
    case "application/json", "text/json": return .json
    case "application/x-www-form-urlencoded": return .form
    case "multipart/form-data": return .multipart
    case "application/xml", "text/xml": return .xml
    default:
      if name.hasSuffix("+json") { return .json }
      if name.hasSuffix("+xml") { return .xml }
      if name.hasPrefix("multipart/"), name != "multipart/*" { return .multipart }
      return name.hasPrefix("text/") ? .text : .binary
    }
  }
}
