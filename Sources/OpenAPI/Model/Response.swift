package import JSON

/// One answer that an operation can give (OpenAPI 3.1.1, 4.8.17).
package struct Response: Sendable, Equatable {
  package var status: Status
  package var description: String
  /// The media types of the body, in the order of the document; empty if there is no body.
  package var content: [MediaType]
  package var headers: [Header]
  /// Whether nothing is known of the body, because its description could not be read.
  package var isUnknown = false

  /// The status codes that a response is for.
  package enum Status: Sendable, Hashable {
    /// One code: `201`.
    case code(Int)
    /// All codes that begin with a digit from 1 to 5: `2XX`.
    case range(Int)
    /// Every code that has no response of its own.
    case `default`
  }

  package struct Header: Sendable, Equatable {
    package var name: String
    package var description: String?
    package var isRequired: Bool
    package var schema: JSONValue
  }
}

extension Response {
  /// The first media type that is JSON.
  package var json: MediaType? { content.first(where: \.isJSON) }
}

extension Response.Status: LosslessStringConvertible {
  /// Reads the key of a response; `nil` if OpenAPI knows no such key.
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

  /// The key as OpenAPI spells it: `201`, `2XX` or `default`.
  package var description: String {
    switch self {
    case .code(let code): String(code)
    case .range(let digit): "\(digit)XX"
    case .default: "default"
    }
  }

  /// Tells whether the response is to a request that succeeded: `201`, `2XX`.
  package var isSuccess: Bool {
    switch self {
    case .code(let code): 200...299 ~= code
    case .range(let digit): digit == 2
    case .default: false
    }
  }
}
