import JSON

/// A sign-in that a browser has left a page for, until its redirect comes: data that any replica can go on with.
struct LinkAttempt: Sendable {
  /// The page.
  let page: String
  /// The browser, which alone may come back with the redirect.
  let visitor: String
  /// The attempt at the provider.
  let request: JSONValue

  var json: JSONValue { ["page": .string(page), "visitor": .string(visitor), "request": request] }

  init(page: String, visitor: String, request: JSONValue) {
    (self.page, self.visitor, self.request) = (page, visitor, request)
  }

  init?(_ json: JSONValue) {
    guard let page = json["page"]?.string, let visitor = json["visitor"]?.string, let request = json["request"] else {
      return nil
    }
    self.init(page: page, visitor: visitor, request: request)
  }
}
