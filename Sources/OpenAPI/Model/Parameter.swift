package import JSON

/// One parameter of an operation (OpenAPI 3.1.1, 4.8.12).
package struct Parameter: Sendable, Equatable {
  /// The part of the request that carries a parameter.
  package enum Location: String, Sendable, CaseIterable {
    case path, query, header, cookie
    /// All of the query, written in one media type (OpenAPI 3.2.0, 4.12.1).
    case querystring
  }

  /// How a value becomes text.
  package enum Style: String, Sendable, CaseIterable {
    case matrix, label, simple, form, spaceDelimited, pipeDelimited, deepObject
    /// As `form`, but for a `Cookie` header and without percent-encoding (OpenAPI 3.2.0, 4.12.2.3).
    case cookie
    /// Separated by tabs: `collectionFormat: tsv` of Swagger 2.0, which later versions have no word for.
    case tsv

    /// The text between the elements of a list that is one value.
    package var separator: String {
      switch self {
      case .spaceDelimited: " "
      case .pipeDelimited: "|"
      case .tsv: "\t"
      case .matrix, .label, .simple, .form, .deepObject, .cookie: ","
      }
    }
  }

  package var name: String
  package var location: Location
  package var isRequired: Bool
  package var description: String?
  package var isDeprecated: Bool
  /// The JSON Schema 2020-12 of the value.
  ///
  /// Where the document gives a media type in place of a schema, it is that of the value before it is written in that
  /// type.
  package var schema: JSONValue
  /// How the value is written into the request.
  package var encoding: Encoding
  /// Examples of the value, the first being the best.
  package var examples: [JSONValue]
  /// What was said under `x-mcp` of the parameter, or of its schema.
  package var mcp: FieldExtension
  /// Whether an empty value means something of its own (`allowEmptyValue`, in the query only).
  package var allowsEmptyValue: Bool = false
  /// The separators of lists in the list, outer ones first (`collectionFormat` of the items, Swagger 2.0).
  package var innerSeparators: [String] = []

  /// How a parameter's value is written into the request.
  package enum Encoding: Sendable, Equatable {
    /// By a style of OpenAPI. `explode` gives each element of an array or object its own `name=value`;
    /// `allowReserved` leaves the reserved characters of RFC 3986 as they are.
    case style(Style, explode: Bool, allowReserved: Bool)
    /// As text of a media type, such as `application/json`.
    case content(String)
  }
}
