package import JSON

/// A response that an operation may return (OpenAPI 3.1.1, 4.8.17).
package struct DocumentedResponse: Sendable, Equatable {
  /// The status codes that it is for.
  package var status: Status
  /// The meaning, in CommonMark.
  package var description: String
  /// The media types of the body, in document order; empty if there is no body.
  package var content: [MediaType]
  /// The header fields.
  package var headers: [Header]
  /// Whether the body is unknown, because its description could not be read.
  package var isUnknown = false

  /// The status codes of a response.
  package enum Status: Sendable, Hashable {
    /// One code: `201`.
    case code(Int)
    /// All codes that begin with a digit from 1 to 5: `2XX`.
    case range(Int)
    /// Every code without a response of its own.
    case `default`
  }

  /// A header field of a response.
  package struct Header: Sendable, Equatable {
    /// The name of the field.
    package var name: String
    /// The meaning, in CommonMark.
    package var description: String?
    /// Whether every such response has it.
    package var isRequired: Bool
    /// The JSON Schema 2020-12 of the value.
    package var schema: JSONValue
  }
}

extension DocumentedResponse {
  /// The first JSON media type; `nil` if there is none.
  package var json: MediaType? { content.first(where: \.isJSON) }
}

extension DocumentedResponse.Status: LosslessStringConvertible {
  /// Reads the key of a response; `nil` if OpenAPI has no such key.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    if text == "default" {
      self = .default
    } else if bytes.count == 3, let code = Int(text), 100...599 ~= code {
      self = .code(code)
    } else if bytes.count == 3, text.hasSuffix("XX") || text.hasSuffix("xx"), 0x31...0x35 ~= bytes[0] {
      self = .range(Int(bytes[0] - 0x30))
    } else {
      return nil
    }
  }

  /// The key in OpenAPI's notation: `201`, `2XX` or `default`.
  package var description: String {
    switch self {
    case .code(let code): String(code)
    case .range(let digit): "\(digit)XX"
    case .default: "default"
    }
  }

  /// Whether the response belongs to a successful request: `201`, `2XX`.
  package var isSuccess: Bool {
    switch self {
    case .code(let code): 200...299 ~= code
    case .range(let digit): digit == 2
    case .default: false
    }
  }
}
