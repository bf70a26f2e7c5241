package import JSON

/// The error of a response (JSON-RPC 2.0 section 5.1): a protocol violation, or a missing target.
package struct JSONRPCError: Error, Sendable, Hashable {
  /// The code of an error.
  package struct Code: RawRepresentable, Sendable, Hashable {
    /// The number.
    package let rawValue: Int
    /// Makes a code from its number.
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Invalid JSON.
    package static let parseError = Code(rawValue: -32700)
    /// JSON that is no valid message.
    package static let invalidRequest = Code(rawValue: -32600)
    /// An unknown method.
    package static let methodNotFound = Code(rawValue: -32601)
    /// Invalid parameters.
    package static let invalidParams = Code(rawValue: -32602)
    /// A failure of the server.
    package static let internalError = Code(rawValue: -32603)
  }

  /// The code.
  package let code: Code
  /// One short sentence.
  package let message: String
  /// Details for programs; `nil` for none.
  package let data: JSONValue?

  /// Makes an error.
  package init(_ code: Code, _ message: String, data: JSONValue? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  /// The error for a value that is no valid message.
  package static func invalidRequest(_ message: String) -> JSONRPCError { JSONRPCError(.invalidRequest, message) }

  /// The error for an unknown method.
  package static func methodNotFound(_ method: String) -> JSONRPCError {
    JSONRPCError(.methodNotFound, "Method not found: \(method)")
  }

  /// The error for invalid parameters.
  package static func invalidParams(_ message: String, data: JSONValue? = nil) -> JSONRPCError {
    JSONRPCError(.invalidParams, message, data: data)
  }

  /// The error for a failure of the server.
  package static func internalError(_ message: String) -> JSONRPCError { JSONRPCError(.internalError, message) }

  /// The error for a text that could not be parsed.
  package static func parseError(_ error: JSONParseError) -> JSONRPCError {
    // Well-formed JSON that is refused for its size or ambiguity is no parse error.
    switch error.reason {
    case .tooDeep, .tooLarge, .duplicateName: .invalidRequest("Invalid request: \(error)")
    default: JSONRPCError(.parseError, "Parse error: \(error)")
    }
  }

  /// The error as JSON.
  package var json: JSONValue {
    var object = JSONObject([("code", .number(JSONNumber(code.rawValue))), ("message", .string(message))])
    object.append("data", ifPresent: data)
    return .object(object)
  }
}
