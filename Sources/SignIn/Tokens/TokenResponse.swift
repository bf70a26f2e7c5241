import JSON

/// A successful response of a token endpoint (RFC 6749 section 5.1).
package struct TokenResponse: Sendable {
  /// The access token, until when it lives.
  package let access: HeldAccess
  /// The refresh token; `nil` if the earlier one stays valid (section 6) or there is none.
  package let refresh: HeldRefresh?
  /// The scopes that were granted; `nil` if they are those that were asked for.
  package let scope: String?
  let idToken: String?

  /// Reads a response that was received at a time.
  init(_ object: JSONObject, receivedAt now: Moment, host: String) throws(SignInError) {
    if object["token_type"]?.string?.lowercased() ?? "bearer" != "bearer" {
      throw SignInError(.untrusted, "\(host) gave a token of another type than Bearer (RFC 6749 section 7.1).")
    }
    access = HeldAccess(
      try Self.token("access_token", of: object, host),
      lifetime: Self.duration(object["expires_in"]),
      receivedAt: now
    )
    refresh =
      object["refresh_token"]?.string == nil
      ? nil
      : HeldRefresh(
        try Self.token("refresh_token", of: object, host),
        // Not standardized, but common: the only way to know how long a token that is opaque lives.
        lifetime: Self.duration(object["refresh_token_expires_in"] ?? object["refresh_expires_in"]),
        receivedAt: now
      )
    scope = object["scope"]?.string
    idToken = object["id_token"]?.string
  }

  /// Reads a token of a response.
  static func token(_ name: String, of object: JSONObject, _ host: String) throws(SignInError) -> TokenText {
    guard let text = object[name]?.string, !text.isEmpty else {
      throw SignInError(
        .untrusted,
        "The answer of \(host) has no \(name) (RFC 6749 section 5.1). Tell whoever runs the provider."
      )
    }
    guard let token = TokenText(text) else {
      let reason =
        text.utf8.count > TokenText.maximumLength
        ? "is longer than \(TokenText.maximumLength) bytes" : "has characters that no token has"
      throw SignInError(
        .untrusted,
        "The \(name) of \(host) \(reason): it cannot be used. Tell whoever runs the provider."
      )
    }
    return token
  }

  /// Reads a lifetime in seconds, which some providers write as a string.
  static func duration(_ value: JSONValue?) -> Duration? {
    guard let seconds = value?.number?.double ?? value?.string.flatMap({ Double($0) }), seconds.isFinite, seconds > 0
    else { return nil }
    return .seconds(Int(min(seconds, 1e9)))
  }
}
