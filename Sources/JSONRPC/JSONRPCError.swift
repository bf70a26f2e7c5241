package import JSON

/// The error of a response (JSON-RPC 2.0 section 5.1): the caller broke the protocol, or asks for what is not there.
package struct JSONRPCError: Error, Sendable, Hashable {
  package struct Code: RawRepresentable, Sendable, Hashable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let parseError = Code(rawValue: -32700)
    package static let invalidRequest = Code(rawValue: -32600)
    package static let methodNotFound = Code(rawValue: -32601)
    package static let invalidParams = Code(rawValue: -32602)
    package static let internalError = Code(rawValue: -32603)
  }

  package let code: Code
  /// One short sentence.
  package let message: String
  package let data: JSONValue?

  package init(_ code: Code, _ message: String, data: JSONValue? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  package static func invalidRequest(_ message: String) -> JSONRPCError { JSONRPCError(.invalidRequest, message) }

  package static func methodNotFound(_ method: String) -> JSONRPCError {
    JSONRPCError(.methodNotFound, "Method not found: \(method)")
  }

  package static func invalidParams(_ message: String, data: JSONValue? = nil) -> JSONRPCError {
    JSONRPCError(.invalidParams, message, data: data)
  }

  package static func internalError(_ message: String) -> JSONRPCError { JSONRPCError(.internalError, message) }

  package static func parseError(_ error: JSONParseError) -> JSONRPCError {
    // Well-formed JSON that is refused for its size or its ambiguity is no parse error.
    switch error.reason {
    case .tooDeep, .tooLarge, .duplicateName: .invalidRequest("Invalid request: \(error)")
    default: JSONRPCError(.parseError, "Parse error: \(error)")
    }
  }

  package var json: JSONValue {
    var object = JSONObject([("code", .number(JSONNumber(code.rawValue))), ("message", .string(message))])
    object.append("data", ifPresent: data)
    return .object(object)
  }
}
