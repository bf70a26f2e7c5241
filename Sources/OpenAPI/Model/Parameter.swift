package import JSON

/// A parameter of an operation (OpenAPI 3.1.1, 4.8.12).
package struct Parameter: Sendable, Equatable {
  /// The part of the request that carries a parameter.
  package enum Location: String, Sendable, CaseIterable {
    case path, query, header, cookie
    /// The complete query, in one media type (OpenAPI 3.2.0, 4.12.1).
    case querystring
  }

  /// The serialization of a value.
  package enum Style: String, Sendable, CaseIterable {
    case matrix, label, simple, form, spaceDelimited, pipeDelimited, deepObject
    /// Like `form`, but for a `Cookie` header and without percent-encoding (OpenAPI 3.2.0, 4.12.2.3).
    case cookie
    /// Separated by tabs: `collectionFormat: tsv` of Swagger 2.0, for which later versions have no style.
    case tsv

    /// The separator of the elements of a list in one value.
    package var separator: String {
      switch self {
      case .spaceDelimited: " "
      case .pipeDelimited: "|"
      case .tsv: "\t"
      case .matrix, .label, .simple, .form, .deepObject, .cookie: ","
      }
    }
  }

  /// The name.
  package var name: String
  /// The part of the request that carries it.
  package var location: Location
  /// Whether a request needs it.
  package var isRequired: Bool
  /// The meaning, in CommonMark.
  package var description: String?
  /// Whether the document marks it as deprecated.
  package var isDeprecated: Bool
  /// The JSON Schema 2020-12 of the value.
  ///
  /// If the document gives a media type instead of a schema, it describes the value before it is encoded in that type.
  package var schema: JSONValue
  /// The serialization of the value.
  package var encoding: Encoding
  /// Examples of the value, best first.
  package var examples: [JSONValue]
  /// The `x-mcp` of the parameter, or of its schema.
  package var mcp: FieldExtension
  /// Whether an empty value has a meaning of its own (`allowEmptyValue`, in the query only).
  package var allowsEmptyValue: Bool = false
  /// The separators of nested lists, outer ones first (`collectionFormat` of the items, Swagger 2.0).
  package var innerSeparators: [String] = []

  /// The serialization of a parameter's value.
  package enum Encoding: Sendable, Equatable {
    /// In a style of OpenAPI.
    ///
    /// `explode` gives each element of an array or object its own `name=value`; `allowReserved` leaves the reserved
    /// characters of RFC 3986 unescaped.
    case style(Style, explode: Bool, allowReserved: Bool)
    /// In a media type, such as `application/json`.
    case content(String)
  }
}
