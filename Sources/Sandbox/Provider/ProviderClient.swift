/// A client that is registered at the identity provider: public ones, one for each flow, and a confidential one.
package enum ProviderClient: String, Sendable, CaseIterable {
  /// Authorization code with PKCE, redirected to a loopback port (RFC 8252).
  case browser = "sandbox-browser"
  /// Device authorization (RFC 8628).
  case device = "sandbox-device"
  /// A server with a secret: sends people to sign in, acts for itself, and asks about tokens.
  case server = "sandbox-server"

  /// The name that people see.
  var name: String {
    switch self {
    case .browser: "Command line, through a browser"
    case .device: "Command line, with a code"
    case .server: "Server"
    }
  }

  /// The grants that it may use.
  var grantTypes: [String] {
    switch self {
    case .browser: ["authorization_code", "refresh_token"]
    case .device: ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"]
    case .server: ["authorization_code", "refresh_token", "client_credentials", Self.tokenExchange]
    }
  }

  /// The grant of a token exchange (RFC 8693 section 2.1).
  static let tokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange"

  /// The secret of a confidential client; `nil` for a public one.
  package var secret: String? { self == .server ? "sandbox-server-secret" : nil }

  /// Whether a redirect URI is registered: loopback by address, any port, and the client's path (RFC 8252 section 7.3).
  ///
  /// Of a server, the path may stand in a folder.
  func mayRedirect(to uri: String) -> Bool {
    let path = self == .server ? "/connect/callback" : "/callback"
    guard self != .device, uri.hasPrefix("http://127.0.0.1"), uri.hasSuffix(path) else { return false }
    var port = uri.utf8.dropFirst("http://127.0.0.1".utf8.count).dropLast(path.utf8.count)
    if self == .server, let slash = port.firstIndex(of: UInt8(ascii: "/")) {
      guard port[slash...].allSatisfy({ PKCE.isUnreserved($0) || $0 == UInt8(ascii: "/") }) else { return false }
      port = port[..<slash]
    }
    guard !port.isEmpty else { return true }
    let digits = port.dropFirst()
    return port.first == UInt8(ascii: ":") && 1...5 ~= digits.count
      && digits.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      && 1...65_535 ~= (Int(Substring(digits)) ?? 0)
  }
}
