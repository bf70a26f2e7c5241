/// An HTTP request for the page.
struct PageRequest: Sendable {
  /// The longest form accepted, in bytes.
  static let maximumBody = 64 << 10

  var method = "GET"
  var path: String
  /// The query without its question mark.
  var query: String?
  var host: String
  var origin: String?
  /// The relation of the sending page to this origin, according to the browser (`Sec-Fetch-Site`).
  var site: String?
  var contentType: String?
  /// The media types that the sender accepts (`Accept`).
  var accept: String?
  /// The cookies (`Cookie`).
  var cookie: String?
  /// The request body; `nil` if it is longer than any form.
  var body: [UInt8]? = []

  /// Whether the request comes from the page itself, not from a page of another origin.
  ///
  /// The page's referrer policy is `no-referrer`, so browsers send `null` as its origin (Fetch standard, "append a
  /// request Origin header"); only the site then tells pages apart.
  func isSameOrigin(as expected: String) -> Bool {
    guard [nil, "same-origin", "none"].contains(site) else { return false }
    return [nil, "null", expected].contains(origin)
  }

  /// Format of the response: a browser always gets HTML, even if a script in it asks for JSON.
  var form: PageAnswer.Form {
    let isBrowser = site != nil || origin != nil
    let types = (accept ?? "").split(separator: ",").map { $0.prefix { $0 != ";" }.filter { $0 != " " }.lowercased() }
    return !isBrowser && types.contains("application/json") && !types.contains("text/html") ? .json : .html
  }
}

/// The path of the page: `/step-up/REPLICA/ID`.
enum PagePath {
  static let prefix = "/step-up/"

  /// The name in place of a replica's, in the path of a page that all replicas serve.
  static let anyReplica = "any"

  /// The last part of the path of the link that leaves a page for the provider.
  static let leaving = "sign-in"

  /// Splits a path into replica and approval id; `nil` if it is no path of a page.
  static func parts(_ path: String) -> (replica: String, id: String, leaves: Bool)? {
    guard path.hasPrefix(prefix) else { return nil }
    let parts = path.dropFirst(prefix.count).split(separator: "/", omittingEmptySubsequences: false)
    // Ids are short ASCII; other text may take long to hash.
    guard 2...3 ~= parts.count, parts[1].utf8.count <= 64, parts[1].utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    guard parts.count == 2 || parts[2] == leaving else { return nil }
    return (String(parts[0]), String(parts[1]), parts.count == 3)
  }
}
