/// What a browser asks for.
struct PageRequest: Sendable {
  /// The longest form, in bytes.
  static let maximumBody = 64 << 10

  var method = "GET"
  var path: String
  var host: String
  var origin: String?
  /// What the browser says of the page that sends this (`Sec-Fetch-Site`).
  var site: String?
  var contentType: String?
  /// What it can read (`Accept`).
  var accept: String?
  /// `nil` if it is longer than any form.
  var body: [UInt8]? = []

  /// Whether the page itself sends this, and no page of another origin.
  ///
  /// The page has no referrer policy but `no-referrer`, so browsers say `null` of its origin (Fetch standard, "append a
  /// request Origin header"); what tells pages apart then is the site.
  func isSameOrigin(as expected: String) -> Bool {
    guard [nil, "same-origin", "none"].contains(site) else { return false }
    return [nil, "null", expected].contains(origin)
  }

  /// How the answer is to be written: a browser gets the page, whatever a script in it asks for.
  var form: PageAnswer.Form {
    let isBrowser = site != nil || origin != nil
    let types = (accept ?? "").split(separator: ",").map { $0.prefix { $0 != ";" }.filter { $0 != " " }.lowercased() }
    return !isBrowser && types.contains("application/json") && !types.contains("text/html") ? .json : .html
  }
}

/// Where the page is.
enum PagePath {
  static let prefix = "/step-up/"

  /// The replica and the ceremony of a path.
  static func parts(_ path: String) -> (replica: String, id: String)? {
    guard path.hasPrefix(prefix) else { return nil }
    let parts = path.dropFirst(prefix.count).split(separator: "/", omittingEmptySubsequences: false)
    // Ids are short and of ASCII; a text of another kind may take long to be hashed.
    guard parts.count == 2, parts[1].utf8.count <= 64, parts[1].utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    return (String(parts[0]), String(parts[1]))
  }
}
