import WebServer

/// The browser that shows a page, told from others by a cookie, which only guards against forged redirects.
///
/// A cookie `SameSite=Strict` would be missing from the redirect of a provider, which is a navigation from another site.
enum LinkVisitor {
  private static func name(_ isSecure: Bool) -> String {
    isSecure ? "__Host-nethesis-mcp-link" : "nethesis-mcp-link"
  }

  /// The browser's id by its `Cookie` fields; `nil` if it has none.
  static func id(in cookies: [String], isSecure: Bool) -> String? {
    CookieField.values(of: name(isSecure), in: cookies).first.flatMap { LinkID.isID($0) ? $0 : nil }
  }

  /// The `Set-Cookie` field that makes a browser known.
  static func cookie(_ id: String, isSecure: Bool) -> String {
    "\(name(isSecure))=\(id); Path=/; Max-Age=1200; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
  }
}
