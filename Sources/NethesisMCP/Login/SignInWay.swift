import ProcessEnvironment
import Settings

/// The ways to sign in.
enum SignInWay: String, CaseIterable {
  /// In a browser of this machine, which comes back to it (RFC 8252).
  case browser
  /// In any browser, with a code that is typed there (RFC 8628).
  case device
  /// With a session that the web application has made.
  case paste

  /// Chooses the way that works with these settings at this place.
  ///
  /// - Parameters:
  ///   - wanted: The way that was asked for; `nil` if none was.
  ///   - settings: The provider and its clients.
  ///   - hasDesktop: Whether a browser can be opened.
  ///   - hasTerminal: Whether a person can be asked.
  /// - Returns: The way.
  /// - Throws: What is missing.
  static func chosen(
    _ wanted: SignInWay?,
    _ settings: LoginSettings,
    hasDesktop: Bool,
    hasTerminal: Bool
  ) throws(CommandFailure) -> SignInWay {
    // Without an issuer the document may name the endpoints; what is missing then is said once it is read.
    let isNamed = settings.issuer != nil || !settings.origins.isEmpty || wanted == nil
    let (canBrowse, canTypeCode) = (
      isNamed && settings.browserClient != nil, isNamed && settings.deviceClient != nil
    )
    switch wanted {
    case .paste?: return .paste
    case .browser?:
      guard canBrowse else { throw missing(settings, "browser") }
      return .browser
    case .device?:
      guard canTypeCode else { throw missing(settings, "device") }
      return .device
    case nil: break
    }
    if canBrowse, hasDesktop || !canTypeCode { return .browser }
    if canTypeCode { return .device }
    guard settings.issuer == nil && settings.origins.isEmpty else { throw missing(settings, "browser") }
    guard hasTerminal else {
      throw .usage("there is no terminal to ask at: give a session with --paste on standard input. \(registration)")
    }
    return .paste
  }

  private static func missing(_ settings: LoginSettings, _ flow: String) -> CommandFailure {
    let options = [
      settings.issuer == nil ? "--login-issuer URL" : nil, "--login-client-id \(flow)=ID",
    ].compactMap(\.self).joined(separator: " and ")
    return .usage("the \(flow) sign-in needs \(options). \(registration)")
  }

  /// The registration that the provider of my.nethesis.it would have to make.
  static let registration = """
    Only the provider can register a client id. For my.nethesis.it none is registered yet: ask Nethesis for a native \
    application with the redirect http://127.0.0.1/callback, and one for the device flow, both with the scopes openid \
    profile email offline_access. Until then --paste takes a session of the web application.
    """
}
