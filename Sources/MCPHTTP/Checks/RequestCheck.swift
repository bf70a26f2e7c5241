import JSON
import JSONRPC
import NIOHTTP1

/// A check that a request must pass, with the response if it fails.
///
/// A class, so that the table of checks can be walked for each request without copies.
final class RequestCheck: Sendable {
  typealias Check = @Sendable (inout Inspection, Endpoint) throws(RequestRefusal) -> Void

  /// The stage at which a request is complete enough for a check.
  enum Stage: Sendable {
    case head
    case body
    /// The engine performs the check while it handles the request; the row gives the status of its error.
    case answer
  }

  /// The requests that a check applies to.
  enum Scope: Sendable {
    case all
    /// All POST requests.
    case posts
    /// Requests of 2026-07-28.
    case modern
    /// Requests of a session of 2025-03-26 … 2025-11-25, or those that open one.
    case legacy
  }

  let name: String
  /// The rules of the protocol that it enforces.
  let rules: [String]
  let stage: Stage
  let scope: Scope
  let status: HTTPResponseStatus
  /// The error code in the body; `nil` if the body is a plain sentence.
  let code: JSONRPCError.Code?
  let check: Check

  /// Makes a row of the table; the rules are separated by spaces.
  init(
    _ name: String,
    _ rules: String,
    _ stage: Stage,
    _ scope: Scope,
    _ refusal: (status: Int, code: JSONRPCError.Code?),
    _ check: @escaping Check
  ) {
    self.name = name
    self.rules = rules.split(separator: " ").map(String.init)
    self.stage = stage
    self.scope = scope
    self.status = HTTPResponseStatus(statusCode: refusal.status)
    self.code = refusal.code
    self.check = check
  }
}

/// The reason why a request fails a check.
struct RequestRefusal: Error {
  /// The fault, with advice.
  let sentence: String
  var data: JSONValue?
  var headers: HTTPHeaders
  /// The status, if it is another than that of the check.
  var status: HTTPResponseStatus?

  init(_ sentence: String, data: JSONValue? = nil, headers: HTTPHeaders = [:], status: HTTPResponseStatus? = nil) {
    self.sentence = sentence
    self.data = data
    self.headers = headers
    self.status = status
  }

  /// A refusal from an error of the engine.
  init(_ error: JSONRPCError) { self.init(error.message, data: error.data) }
}
