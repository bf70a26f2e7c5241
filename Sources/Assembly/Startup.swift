package import Logging
package import ProcessEnvironment
package import Settings

/// The common start of all commands: the settings and the logger.
package struct Startup: Sendable {
  /// The resolved settings.
  package let settings: Settings
  /// Redacts the secrets of this start; secrets found later are registered with it.
  package let redactor: Redactor
  /// The logger.
  package let logger: Logger
  /// Whether the configured credentials are used: not if callers bring theirs.
  package let usesOwnCredentials: Bool
  /// Whether callers link sessions of their own.
  let linksSessions: Bool
  /// The options and the environment, to resolve the settings again.
  private let given: (options: [Setting: [String]], environment: [String: String])

  /// Resolves the settings from options and environment variables.
  package init(
    options: [Setting: [String]] = [:],
    environment: [String: String] = [:]
  ) throws(SettingsError) {
    settings = try Settings(options: options, environment: environment)
    given = (options, environment)
    usesOwnCredentials = true
    linksSessions = false
    redactor = Redactor()
    logger = Logger(level: settings.logLevel, redactor: redactor)
    if let proxy = settings.proxy { redactor.add(proxy) }
  }

  /// Resolves the settings from options and the environment of the process.
  package init(_ options: [Setting: [String]]) throws(SettingsError) {
    let own = Environment.variables(prefix: Setting.variablePrefix)
    let service = Environment.variables(prefix: ServiceCredentials.variable)
    try self.init(options: options, environment: own.merging(service) { own, _ in own })
  }

  /// The same start with the configuration file as it is now.
  func renewed() throws(SettingsError) -> Startup {
    Startup(
      self,
      try Settings(options: given.options, environment: given.environment),
      usesOwnCredentials: usesOwnCredentials,
      linksSessions: linksSessions
    )
  }

  /// The places where each setting is set, highest precedence first; settings that are not set are left out.
  package func places() throws(SettingsError) -> [(setting: Setting, places: [SettingOrigin])] {
    let (sources, _) = try Settings.sources(options: given.options, environment: given.environment)
    return Setting.allCases.map { ($0, sources.places(of: $0)) }.filter { !$0.1.isEmpty }
  }

  /// The environment variables that may be settings.
  package var variables: [String: String] { given.environment }

  /// The start for each document: with its settings, and with its name in log lines if there are several.
  package var parts: [Startup] {
    settings.parts.map {
      Startup(self, $0, usesOwnCredentials: usesOwnCredentials, linksSessions: linksSessions)
    }
  }

  /// The same start without the configured credentials.
  package func withoutCredentials() -> Startup {
    Startup(self, settings, usesOwnCredentials: false, linksSessions: linksSessions)
  }

  /// The same start where callers link sessions of their own: without any credential but the secret of the client by
  /// which they sign in.
  package func linkingSessions() -> Startup {
    Startup(self, settings, usesOwnCredentials: false, linksSessions: true)
  }

  private init(_ old: Startup, _ settings: Settings, usesOwnCredentials: Bool, linksSessions: Bool) {
    self.settings =
      linksSessions
      ? settings.withoutOwnSessions : usesOwnCredentials ? settings : settings.withoutCredentials
    (self.usesOwnCredentials, self.linksSessions) = (usesOwnCredentials, linksSessions)
    given = old.given
    redactor = old.redactor
    var logger = old.logger
    if let document = settings.document { logger[metadataKey: "document"] = "\(document)" }
    self.logger = logger
  }
}
