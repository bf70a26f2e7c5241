/// A request, reduced to what the backend looks at.
package struct Request: Sendable {
  package var method: String
  /// The path without the query, as it was sent.
  package var path: String
  package var query: String
  package var authorization: String?
  package var body: [UInt8]

  /// Makes a request for a target, which is a path and perhaps a query.
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

  /// The first value of a query parameter; nothing that is asked for here needs percent-decoding.
  func parameter(_ name: String) -> Substring? {
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts[0] == name { return parts.count == 2 ? parts[1] : "" }
    }
    return nil
  }
}
