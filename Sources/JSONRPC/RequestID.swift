package import JSON

/// The id of a request: a string or an integer, returned exactly as received (JSON-RPC 2.0 section 4; MCP forbids
/// `null`).
package enum RequestID: Sendable, Hashable {
  case string(String)
  case number(JSONNumber)

  /// Reads an id; `nil` if MCP does not allow the value.
  package init?(_ value: JSONValue) {
    switch value {
    case .string(let text): self = .string(text)
    case .number(let number) where number.isInteger: self = .number(number)
    default: return nil
    }
  }

  /// The id as JSON.
  package var json: JSONValue {
    switch self {
    case .string(let text): .string(text)
    case .number(let number): .number(number)
    }
  }
}

extension RequestID: CustomStringConvertible {
  package var description: String { json.description }
}
