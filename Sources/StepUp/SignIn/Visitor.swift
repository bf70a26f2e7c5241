import WebServer

/// The browser that shows a page, told from others by a cookie.
///
/// A cookie `SameSite=Strict` would be missing from the redirect of a provider, which is a navigation from another site.
enum Visitor {
  /// The longest id that is read, in bytes.
  private static let maximumLength = 64

  /// The name of a page's cookie: ports of one host share their cookies (RFC 6265 section 8.5).
  private static func name(of page: String) -> String { "nethesis-mcp-\(page.prefix(8))" }

  /// The visitor of a page by the `Cookie` field; `nil` if it names none.
  static func id(in cookies: String?, of page: String) -> String? {
    usable(CookieField.values(of: name(of: page), in: cookies.map { [$0] } ?? []).first)
  }

  /// An id that came back with a form.
  static func usable(_ id: String?) -> String? {
    guard let id, 1...maximumLength ~= id.utf8.count else { return nil }
    return id
  }

  /// The `Set-Cookie` field that makes a browser known.
  static func cookie(_ id: String, of page: String) -> (String, String) {
    ("Set-Cookie", "\(name(of: page))=\(id); Path=/; Max-Age=1200; HttpOnly; SameSite=Lax")
  }
}
