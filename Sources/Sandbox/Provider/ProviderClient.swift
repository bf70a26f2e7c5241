/// A client that is registered at the identity provider: public, one for each flow.
package enum ProviderClient: String, Sendable, CaseIterable {
  /// Authorization code with PKCE, redirected to a loopback port (RFC 8252).
  case browser = "sandbox-browser"
  /// Device authorization (RFC 8628).
  case device = "sandbox-device"

  /// The name that people see.
  var name: String {
    switch self {
    case .browser: "Command line, through a browser"
    case .device: "Command line, with a code"
    }
  }

  /// The grants that it may use.
  var grantTypes: [String] {
    switch self {
    case .browser: ["authorization_code", "refresh_token"]
    case .device: ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"]
    }
  }

  /// Whether a redirect URI is registered: loopback by address, any port, and exactly this path (RFC 8252 section 7.3).
  func mayRedirect(to uri: String) -> Bool {
    guard self == .browser, uri.hasPrefix("http://127.0.0.1"), uri.hasSuffix("/callback") else { return false }
    let port = uri.utf8.dropFirst("http://127.0.0.1".utf8.count).dropLast("/callback".utf8.count)
    guard !port.isEmpty else { return true }
    let digits = port.dropFirst()
    return port.first == UInt8(ascii: ":") && 1...5 ~= digits.count
      && digits.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      && 1...65_535 ~= (Int(Substring(digits)) ?? 0)
  }
}
