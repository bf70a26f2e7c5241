package import JSON

/// One form in which a body can be written (OpenAPI 3.1.1, 4.8.14).
package struct MediaType: Sendable, Equatable {
  /// The media type as it is written in the document: `application/json`, `text/*`.
  package var type: String
  /// The JSON Schema 2020-12 of the body; `nil` if the document does not say.
  package var schema: JSONValue?
  /// Examples of the body, the first being the best.
  package var examples: [Example]
  /// The JSON Schema 2020-12 of each item, where the body is a stream of them (OpenAPI 3.2.0, 4.14.1).
  package var itemSchema: JSONValue? = nil
  /// How the properties of a form are written, those that the document says something of.
  package var encoding: [String: PropertyEncoding] = [:]

  package struct Example: Sendable, Equatable {
    package var name: String?
    package var summary: String?
    package var value: JSONValue
  }

  /// How one property of a form is written (OpenAPI 3.1.1, 4.8.15).
  package struct PropertyEncoding: Sendable, Equatable {
    /// The media types that the property can have, in the order of the document; empty where its schema decides.
    ///
    /// Each may be a range, such as `image/*`. None of them counts where there is a style.
    package var contentTypes: [String]
    /// The header fields of the property's own part (`multipart` only), without `Content-Type`.
    package var headers: [Response.Header]
    /// How the value becomes text, as that of a parameter in the query does; `nil` where the media type decides.
    package var style: Parameter.Style?
    package var explode: Bool
    package var allowReserved: Bool
    /// What was said under `x-mcp`.
    package var mcp = FieldExtension()
    /// The separators of lists in the list (``Parameter/innerSeparators``).
    package var innerSeparators: [String] = []
  }

  /// What a body is, as far as it takes different ways to write one.
  package enum Kind: Sendable, Equatable {
    /// `application/json` or a type with the suffix `+json`.
    case json
    /// `application/x-www-form-urlencoded`.
    case form
    /// `multipart/form-data`.
    case multipart
    /// XML, which is passed through as text.
    case xml
    /// `text/…` of another kind.
    case text
    /// Bytes: `application/octet-stream`, an image, or whatever else is no text.
    case binary
  }
}

extension MediaType {
  /// The type in lower case, without parameters: `text/csv` of `Text/CSV; header=present`.
  package var essence: String {
    let essence = type.prefix { $0 != ";" }.lowercased()
    return String(essence.reversed().drop(while: \.isWhitespace).reversed())
  }

  /// Tells whether bodies of this type are JSON: `application/json` or a type with the suffix `+json` (RFC 6839).
  package var isJSON: Bool { kind == .json }

  package var kind: Kind {
    // Nearly all are, and taking names apart costs.
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
      return name.hasPrefix("text/") ? .text : .binary
    }
  }
}
