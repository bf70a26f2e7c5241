/// The endpoints of a backend that makes sessions of its own from a provider's tokens (`x-mcp.login`).
package struct BackendEndpoints: Sendable, Hashable {
  /// Exchanges an access token of the provider for a session.
  package let exchange: ServiceURL
  /// Renews a session by its refresh token, which rotates.
  package let refresh: ServiceURL
  /// Ends all sessions of the person, those of browsers included; `nil` if there is none.
  package let logout: ServiceURL?

  /// Joins paths with the URL of an API, whose own path is kept.
  ///
  /// - Parameters:
  ///   - base: The URL of the API.
  ///   - exchange: The path of the exchange, such as `/auth/exchange`.
  ///   - refresh: The path of the renewal.
  ///   - logout: The path of the logout.
  /// - Throws: If one of them is no path, or the API is neither on https nor on this machine.
  package init(base: String, exchange: String, refresh: String, logout: String? = nil) throws(SignInError) {
    self.exchange = try Self.url(base, exchange)
    self.refresh = try Self.url(base, refresh)
    self.logout = try logout.map { path throws(SignInError) in try Self.url(base, path) }
  }

  init(exchange: ServiceURL, refresh: ServiceURL, logout: ServiceURL?) {
    (self.exchange, self.refresh, self.logout) = (exchange, refresh, logout)
  }

  private static func url(_ base: String, _ path: String) throws(SignInError) -> ServiceURL {
    let start = base.hasSuffix("/") ? String(base.dropLast()) : base
    guard let root = ServiceURL(start), path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("?"),
      // A trailing slash is answered with a redirect, which would carry the token on.
      !path.hasSuffix("/"), !path.contains("/../"), let url = ServiceURL(start + path), url.origin == root.origin
    else {
      throw SignInError(
        .configuration,
        "The sign-in at the backend needs paths such as /auth/exchange, and an API on https or on this machine."
      )
    }
    return url
  }
}
