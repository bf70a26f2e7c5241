import Glibc

/// The secrets of a sign-in: random, worthless, and recognisable wherever they turn up.
package struct SignInSecrets: Sendable {
  /// The code of the redirect from the provider.
  package let code = Self.opaque("authorization code", "cc")
  /// The code that a device asks the provider with.
  package let deviceCode = Self.opaque("device code", "cd")
  /// The provider's access token.
  package let providerAccess = Self.opaque("provider's access token", "cp")
  /// The provider's refresh token.
  package let providerRefresh = Self.opaque("provider's refresh token", "cq")
  /// The backend's access token, which calls carry and a person can paste.
  package let access = Self.signed("access token of the session", type: "access", life: 1800)
  /// The access token after a renewal.
  package let renewed = Self.signed("renewed access token of the session", type: "access", life: 1800)
  /// The backend's refresh token.
  package let refresh = Self.signed("refresh token of the session", type: "refresh", life: 604_800)

  /// All of them.
  package var all: [CanarySecrets.Secret] {
    [code, deviceCode, providerAccess, providerRefresh, access, renewed, refresh]
  }

  /// Those that calls may carry.
  var carried: [CanarySecrets.Secret] { [providerAccess, access, renewed] }

  private static func opaque(_ name: String, _ start: String) -> CanarySecrets.Secret {
    let parts = (0..<3).map { _ in CanarySecrets.chance() }
    return CanarySecrets.Secret(name: name, text: "\(start)-\(parts.joined(separator: "."))")
  }

  /// A signed token of the backend, whose signature nobody else can check.
  private static func signed(_ name: String, type: String, life: Int) -> CanarySecrets.Secret {
    let id = CanarySecrets.chance() + CanarySecrets.chance()
    let now = time(nil)
    // Nine bytes before the id, and 24 of it: its digits in base64 are its own.
    let claims =
      #"{"jti": "\#(id)","token_type":"\#(type)","iat":\#(now),"exp":\#(now + life),"#
      + #""user":{"id":"canary","name":"Canary"}}"#
    let payload = digits(claims)
    let signature = CanarySecrets.chance() + CanarySecrets.chance() + CanarySecrets.chance()
    let section = payload.dropFirst(12).prefix(32)
    return CanarySecrets.Secret(
      name: name,
      text: "\(digits(#"{"alg":"HS256"}"#)).\(payload).\(signature)",
      sections: [String(section), signature]
    )
  }

  /// The text in base64url (RFC 7515 section 2).
  private static func digits(_ text: String) -> String {
    String(EchoSpelling.base64URL.write(text).filter { $0 != "=" })
  }
}
