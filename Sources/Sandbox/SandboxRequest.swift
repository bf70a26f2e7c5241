/// An HTTP request, reduced to the parts that the backend reads.
package struct SandboxRequest: Sendable {
  /// The method.
  package var method: String
  /// The path without the query, as sent.
  package var path: String
  /// The query without its question mark; empty if there is none.
  package var query: String
  /// The `Authorization` field; `nil` if there is none.
  package var authorization: String?
  /// The body.
  package var body: [UInt8]
  /// The `Content-Type` field; `nil` if there is none.
  package var contentType: String?
  /// The `Cookie` field; `nil` if there is none.
  package var cookie: String?

  /// Makes a request for a target: a path with an optional query.
  package init(_ method: String, _ target: String, authorization: String? = nil, body: [UInt8] = []) {
    self.method = method
    self.authorization = authorization
    self.body = body
    if let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) {
      path = String(target[..<mark])
      query = String(target[target.index(after: mark)...])
    } else {
      path = target
      query = ""
    }
  }

  /// The first value of a query parameter; no parameter here needs percent-decoding.
  func parameter(_ name: String) -> Substring? {
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts[0] == name { return parts.count == 2 ? parts[1] : "" }
    }
    return nil
  }
}
