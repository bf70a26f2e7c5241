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
  ///   - all: The settings: the API, the provider and its clients.
  ///   - hasDesktop: Whether a browser can be opened.
  ///   - hasTerminal: Whether a person can be asked.
  /// - Returns: The way.
  /// - Throws: What is missing.
  static func chosen(
    _ wanted: SignInWay?,
    _ all: Settings,
    hasDesktop: Bool,
    hasTerminal: Bool
  ) throws(CommandFailure) -> SignInWay {
    let settings = all.login
    // Without an issuer the document may name the endpoints; what is missing then is said once it is read.
    let isNamed = settings.issuer != nil || !settings.origins.isEmpty || wanted == nil
    let (canBrowse, canTypeCode) = (
      isNamed && settings.browserClient != nil, isNamed && settings.deviceClient != nil
    )
    switch wanted {
    case .paste?:
      guard all.mayTakeSessions else { throw noSessions }
      return .paste
    case .browser?:
      guard canBrowse else { throw missing(all, "browser") }
      return .browser
    case .device?:
      guard canTypeCode else { throw missing(all, "device") }
      return .device
    case nil: break
    }
    if canBrowse, hasDesktop || !canTypeCode { return .browser }
    if canTypeCode { return .device }
    guard settings.issuer == nil && settings.origins.isEmpty else { throw missing(all, "browser") }
    guard all.mayTakeSessions else { throw noProvider }
    guard hasTerminal else {
      throw .usage(
        "there is no terminal to ask at: give a session with --paste on standard input. \(registration(all))"
      )
    }
    return .paste
  }

  private static func missing(_ settings: Settings, _ flow: String) -> CommandFailure {
    let options = [
      settings.login.issuer == nil ? "--login-issuer URL" : nil, "--login-client-id \(flow)=ID",
    ].compactMap(\.self).joined(separator: " and ")
    return .usage("the \(flow) sign-in needs \(options). \(registration(settings))")
  }

  /// The refusal of pasted sessions of an API that makes none.
  private static let noSessions = CommandFailure.usage(
    "--paste takes a session of a web application, and this API is not known to make any (x-mcp.login of an overlay). "
      + "Configure its token with --token-file instead."
  )

  /// The advice for an API of which nothing is known but its document.
  private static let noProvider = CommandFailure.usage(
    "nobody can sign in to this API yet. Name its provider with --login-issuer URL and --login-client-id ID; or "
      + "configure its token with --token-file, and nobody has to sign in."
  )

  /// The registration that a provider has to make.
  private static func registration(_ settings: Settings) -> String {
    let applications = """
      a native application with the redirect http://127.0.0.1/callback, and one for the device flow, both with the scopes \
      openid profile email offline_access
      """
    guard settings.spec == .builtIn else {
      return "Only the provider can register a client id: ask for \(applications)."
    }
    return "Only the provider can register a client id. For my.nethesis.it none is registered yet: ask Nethesis for "
      + "\(applications). Until then --paste takes a session of the web application."
  }
}

extension Settings {
  /// Whether the API may make sessions of its own: the built-in one does, and an overlay may say so of others.
  fileprivate var mayTakeSessions: Bool { spec == .builtIn || !overlays.isEmpty }
}
