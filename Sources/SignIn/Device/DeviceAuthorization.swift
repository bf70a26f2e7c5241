import JSON

/// A code that a person enters at the provider on any device (RFC 8628 section 3.2).
package struct DeviceAuthorization: Sendable {
  let deviceCode: TokenText
  /// The code to enter.
  package let userCode: String
  /// The address to enter it at.
  package let verificationURL: String
  /// The address with the code in it; `nil` if the provider gave none.
  package let completeURL: String?
  /// The end of the code's life.
  package let expires: Moment
  /// The pause between two requests.
  package let interval: Duration

  /// The pause if the provider names none (section 3.2).
  static let defaultInterval = Duration.seconds(5)
  /// The longest pause at the start, and the longest life, that are taken: nobody waits longer at a terminal.
  static let longestInterval = Duration.seconds(60)
  static let longestLife = Duration.seconds(3600)

  init(_ object: JSONObject, receivedAt now: Moment, host: String) throws(SignInError) {
    deviceCode = try TokenResponse.token("device_code", of: object, host)
    guard let code = object["user_code"]?.string, 1...64 ~= code.utf8.count,
      code.utf8.allSatisfy({ 0x20...0x7E ~= $0 })
    else { throw Self.unusable("user code", host) }
    userCode = code
    // Some providers still use the name of an earlier draft.
    guard let text = (object["verification_uri"] ?? object["verification_url"])?.string, let url = ServiceURL(text)
    else { throw Self.unusable("https address to enter the code at", host) }
    verificationURL = url.description
    completeURL = object["verification_uri_complete"]?.string.flatMap { ServiceURL($0) }?.description
    guard let lifetime = TokenResponse.duration(object["expires_in"]) else { throw Self.unusable("lifetime", host) }
    expires = now + min(lifetime, Self.longestLife)
    let pause = TokenResponse.duration(object["interval"]) ?? Self.defaultInterval
    interval = min(max(.seconds(1), pause), Self.longestInterval)
  }

  private static func unusable(_ noun: String, _ host: String) -> SignInError {
    SignInError(
      .untrusted,
      "The device authorization of \(host) has no usable \(noun) (RFC 8628 section 3.2). Sign in with a browser instead, "
        + "or tell whoever runs the provider."
    )
  }
}
