import JSON

/// A sign-in that a browser has left a page for, until its redirect comes: data that any replica can go on with.
struct LinkAttempt: Sendable {
  /// The purpose of a sign-in.
  enum Purpose: String, Sendable {
    /// The session of a caller, whom the sign-in itself names.
    case link
    /// To know who is at the page, at the callers' issuer.
    case identify
    /// The session of a caller, who was identified on the way to this sign-in.
    case linkIdentified = "link-identified"
    /// To know whose sessions are to be ended.
    case unlink
    /// To read the pages beside the endpoint.
    case read
  }

  let purpose: Purpose
  /// The page; to read, the path to come back to; empty to end sessions.
  let page: String
  /// The browser, which alone may come back with the redirect.
  let visitor: String
  /// The attempt at the provider.
  let request: JSONValue

  init(_ purpose: Purpose, page: String, visitor: String, request: JSONValue) {
    (self.purpose, self.page, self.visitor, self.request) = (purpose, page, visitor, request)
  }

  var json: JSONValue {
    [
      "purpose": .string(purpose.rawValue), "page": .string(page), "visitor": .string(visitor), "request": request,
    ]
  }

  init?(_ json: JSONValue) {
    guard let purpose = json["purpose"]?.string.flatMap(Purpose.init), let page = json["page"]?.string,
      let visitor = json["visitor"]?.string, let request = json["request"]
    else { return nil }
    self.init(purpose, page: page, visitor: visitor, request: request)
  }
}
