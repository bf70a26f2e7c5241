import JSONRPC
import MCP
import NIOHTTP1

/// The checks of a request in order, with the form of each refusal.
///
/// The specification does not define the order if there are several faults; this one is common to the conformance suite
/// and the official servers. It is applied once per request.
enum RequestChecks {
  static let rows: [RequestCheck] = [
    // The connection and the caller, before the content is examined.
    RequestCheck("origin", "HTTP-02", .head, .all, (403, nil), Check.origin),
    RequestCheck("host", "HTTP-03", .head, .all, (403, nil), Check.host),
    RequestCheck("HTTP method", "HTTP-01 MHTTP-09", .head, .all, (405, nil), Check.httpMethod),
    RequestCheck("token in the query", "AUTH-09", .head, .all, (401, nil), Check.query),
    RequestCheck("access", accessRules, .head, .all, (401, nil), Check.access),
    RequestCheck("rate", "SEC-08", .head, .all, (429, nil), Check.rate),
    RequestCheck("content type", "HTTP-10", .head, .posts, (415, nil), Check.contentType),
    RequestCheck("accepted types", "HTTP-09", .head, .all, (406, nil), Check.acceptedTypes),
    RequestCheck("announced size", "HTTP-10 BASE-27", .head, .posts, (413, nil), Check.announcedSize),
    // The message. Incomplete requests take no slot, so that senders of half a request keep nobody out.
    RequestCheck("size", "HTTP-10 BASE-27", .body, .posts, (413, nil), Check.size),
    RequestCheck("load", "SEC-08", .body, .posts, (503, nil), Check.load),
    RequestCheck("JSON", "HTTP-10 BASE-09", .body, .posts, (400, .parseError), Check.json),
    RequestCheck("bounds of JSON", "BASE-27", .body, .posts, (400, .invalidRequest), Check.bounds),
    RequestCheck("shape", shapeRules, .body, .posts, (400, .invalidRequest), Check.shape),
    RequestCheck("params", "BASE-26", .body, .posts, (400, .invalidParams), Check.params),
    RequestCheck("era", "NEG-06 NEG-09 NEG-10", .body, .posts, (400, .invalidRequest), Check.era),
    // 2026-07-28.
    RequestCheck("envelope", "META-03 MHTTP-07 NEG-12", .body, .modern, (400, .invalidParams), Check.envelope),
    RequestCheck("version header", "MHTTP-02", .body, .modern, (400, .headerMismatch), Check.versionHeader),
    RequestCheck(
      "version",
      "MHTTP-05 NEG-02 NEG-04",
      .body,
      .modern,
      (400, .unsupportedProtocolVersion),
      Check.version
    ),
    RequestCheck("method header", "MHTTP-03 HTTP-14", .body, .modern, (400, .headerMismatch), Check.methodHeader),
    RequestCheck("name header", "MHTTP-04", .body, .modern, (400, .headerMismatch), Check.nameHeader),
    RequestCheck("method", "BASE-10 MHTTP-06 NEG-13 NEG-14", .body, .modern, (404, .methodNotFound), Check.method),
    RequestCheck(
      "stream for a subscription",
      "HTTP-09 SUB-07",
      .body,
      .modern,
      (406, .invalidRequest),
      Check.subscriptionStream
    ),
    RequestCheck("room for a subscription", "SUB-11", .body, .modern, (503, .internalError), Check.subscriptionRoom),
    RequestCheck(
      "Mcp-Param",
      "XHDR-03 XHDR-04 XHDR-05 XHDR-06",
      .body,
      .modern,
      (400, .headerMismatch),
      Check.parameters
    ),
    RequestCheck("values of params", "MHTTP-13", .answer, .modern, (200, .invalidParams), Check.byEngine),
    RequestCheck(
      "client capability",
      "MHTTP-08 NEG-15",
      .answer,
      .modern,
      (400, .missingClientCapability),
      Check.byEngine
    ),
    // 2025-03-26 … 2025-11-25.
    RequestCheck("legacy version", "LHTTP-11 LHTTP-12", .body, .legacy, (400, .invalidRequest), Check.legacyVersion),
    RequestCheck("session id", "LHTTP-02 LHTTP-07", .body, .legacy, (400, .invalidRequest), Check.sessionID),
    RequestCheck("session", "LHTTP-08 LHTTP-10", .body, .legacy, (404, .invalidRequest), Check.session),
    RequestCheck("room for a session", "LHTTP-20", .body, .legacy, (503, .internalError), Check.room),
    // Once it is known what is asked for, and before anything of a response is sent.
    RequestCheck("scope", "AUTH-06 AUTH-07 AUTH-08", .body, .posts, (403, .invalidRequest), Check.scope),
  ]

  private static let headRows = rows.filter { $0.stage == .head }
  private static let bodyRows = rows.filter { $0.stage == .body }

  /// The rows of a stage that is walked, in their order.
  static func rows(of stage: RequestCheck.Stage) -> [RequestCheck] {
    switch stage {
    case .head: headRows
    case .body: bodyRows
    case .answer: []
    }
  }

  private static let accessRules = "HTTP-05 HTTP-15 AUTH-01 AUTH-02 AUTH-04 AUTH-05 AUTH-08 AUTH-14"
  private static let shapeRules = "BASE-01 BASE-03 BASE-12 BASE-13 BASE-25 HTTP-08 LHTTP-01 MHTTP-01"

  /// The HTTP status for an error of the engine (22e): the one in the table, else 200.
  ///
  /// An error outside the table concerns the message, not the HTTP request (MHTTP-13).
  static func status(of code: JSONRPCError.Code) -> HTTPResponseStatus {
    rows.first { $0.stage == .answer && $0.code == code }?.status ?? .ok
  }
}

extension JSONRPCError.Code {
  /// A header contradicts the body, or is missing (2026-07-28).
  static let headerMismatch = Self(rawValue: -32020)
}
