import JSON

/// A session of the web application that a person pasted: an access token of the backend, without a refresh token.
package struct PastedToken: Sendable {
  /// The token, which lives by its own `exp`.
  package let access: HeldAccess
  /// The person whose session it is.
  package let account: SessionAccount

  /// The whole minutes that are left.
  package func minutesLeft(at now: Moment) -> Int {
    access.expires.map { Int(max(.zero, $0 - now).components.seconds) / 60 } ?? 0
  }

  /// The place of the token in the web application, for the person who is asked for it.
  package static let advice = """
    In the web application, open the browser's developer tools, then Session storage, and copy the value of “my_jwt”. \
    Never copy “my_refresh_token”: both sides would sign each other out.
    """

  /// Reads what a person pasted; quotes, white space and `Bearer` around it are dropped.
  ///
  /// - Throws: The reason why it is no session that can be used, by name.
  package init(_ text: String, at now: Moment) throws(SignInError) {
    let text = Self.trimmed(text)
    guard !text.isEmpty else { throw Self.refused("Nothing was pasted.") }
    if text.hasPrefix("myk_") || text.hasPrefix("myo_") {
      throw SignInError(
        .refused(code: nil),
        "This is an API key, not a session: configure it as a key instead. Nothing was stored."
      )
    }
    guard let token = TokenText(text) else {
      throw Self.refused(
        text.utf8.count > TokenText.maximumLength
          ? "This is longer than the \(TokenText.maximumLength) bytes that a token has at most."
          : "This is no token: it has white space or other characters inside."
      )
    }
    guard let claims = token.claims else { throw Self.refused("This is no session token: it is no JWT.") }
    try Self.check(claims)
    guard let expires = claims.expires else { throw Self.refused("This token has no expiry.") }
    guard expires > now else { throw Self.refused("This session has expired.") }
    if let start = claims["nbf"]?.number.flatMap({ Moment(seconds: $0.double) }), start - now > .seconds(300) {
      throw Self.refused("This session is not valid yet: compare the clock of this machine.")
    }
    access = HeldAccess(token: token, obtained: now, expires: expires)
    account = SessionAccount(claims["user"]?.object ?? [:], subject: claims["sub"]?.string)
  }

  /// Tells the backend's kinds of tokens apart by their claims.
  private static func check(_ claims: TokenPayload) throws(SignInError) {
    switch claims["token_type"]?.string {
    case "refresh":
      throw refused("This is a refresh token (“my_refresh_token”): used here, it would sign the browser out.")
    case "impersonation": throw impersonated
    case "access":
      if isTrue(claims["is_impersonated"]) || present(claims["impersonated_by"]) { throw impersonated }
    default:
      throw refused("This is a token of another kind, perhaps of the identity provider, not the backend's session.")
    }
  }

  private static func isTrue(_ value: JSONValue?) -> Bool { value.map { $0 != .bool(false) && !$0.isNull } ?? false }

  private static func present(_ value: JSONValue?) -> Bool { value.map { !$0.isNull && $0 != .string("") } ?? false }

  private static let impersonated = refused("This session impersonates another person, which is not accepted.")

  private static func refused(_ reason: String) -> SignInError {
    SignInError(.refused(code: nil), "\(reason) Nothing was stored. \(advice)")
  }

  private static func trimmed(_ text: String) -> String {
    var rest = trimmedSpace(text[...])
    // Developer tools show the field or the value in quotes, in either order.
    for _ in 0..<4 {
      if let first = rest.first, "\"'`".contains(first) {
        rest = rest.dropFirst()
        if rest.last == first { rest = rest.dropLast() }
      } else if rest.prefix(14).lowercased() == "authorization:" {
        rest = rest.dropFirst(14)
      } else if rest.prefix(7).lowercased() == "bearer " {
        rest = rest.dropFirst(7)
      } else {
        break
      }
      rest = trimmedSpace(rest)
    }
    return String(rest)
  }

  private static func trimmedSpace(_ text: Substring) -> Substring {
    var rest = text.drop(while: \.isWhitespace)
    while let last = rest.last, last.isWhitespace || last == "," || last == ";" { rest = rest.dropLast() }
    return rest
  }
}
