import JSON
import JSONRPC
import NIOHTTP1

/// One of the checks that a request has to pass, and what is answered if it does not.
struct Rung: Sendable {
  typealias Check = @Sendable (inout Inspection, Endpoint) throws(Complaint) -> Void

  /// When there is enough of a request for a check.
  enum Stage: Sendable {
    case head
    case body
    /// The engine checks it while it answers; the rung says with which status its error goes.
    case answer
  }

  /// Which requests a check is for.
  enum Scope: Sendable {
    case all
    /// What is sent by POST, whatever it says.
    case posts
    /// Requests of 2026-07-28.
    case modern
    /// What belongs to a session of 2025-03-26 … 2025-11-25, or opens one.
    case legacy
  }

  let name: String
  /// The rules of the protocol that it enforces.
  let rules: [String]
  let stage: Stage
  let scope: Scope
  let status: HTTPResponseStatus
  /// The code of the error in the body; without one, the body is a sentence.
  let code: JSONRPCError.Code?
  let check: Check

  /// Makes a row of the table; the rules are separated by spaces.
  init(
    _ name: String,
    _ rules: String,
    _ stage: Stage,
    _ scope: Scope,
    _ status: Int,
    _ code: JSONRPCError.Code?,
    _ check: @escaping Check
  ) {
    self.name = name
    self.rules = rules.split(separator: " ").map(String.init)
    self.stage = stage
    self.scope = scope
    self.status = HTTPResponseStatus(statusCode: status)
    self.code = code
    self.check = check
  }
}

/// Why a request does not pass a check.
struct Complaint: Error {
  /// Says what is wrong and what to do next.
  let sentence: String
  var data: JSONValue?
  var headers: HTTPHeaders

  init(_ sentence: String, data: JSONValue? = nil, headers: HTTPHeaders = [:]) {
    self.sentence = sentence
    self.data = data
    self.headers = headers
  }

  /// What the engine has found.
  init(_ error: JSONRPCError) { self.init(error.message, data: error.data) }
}
