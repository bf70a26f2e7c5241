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
}

/// Where the page is.
enum PagePath {
  static let prefix = "/step-up/"

  /// The replica and the ceremony of a path.
  static func parts(_ path: String) -> (replica: String, id: String)? {
    guard path.hasPrefix(prefix) else { return nil }
    let parts = path.dropFirst(prefix.count).split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
  }
}
