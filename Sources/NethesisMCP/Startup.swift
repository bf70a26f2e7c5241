package import Logging

/// What every command starts from: the settings, and where its log lines go.
package struct Startup: Sendable {
  package let settings: Settings
  /// Knows the secrets of this start; whoever learns another one adds it.
  package let redactor: Redactor
  package let logger: Logger
  /// Whether the configured credentials are used: not where callers bring theirs.
  let usesOwnCredentials: Bool
  /// What stands on the command line and in the environment, to resolve the settings anew.
  private let given: (options: [Setting: [String]], environment: [String: String])

  package init(
    options: [Setting: [String]] = [:],
    environment: [String: String] = [:]
  ) throws(SettingsError) {
    settings = try Settings(options: options, environment: environment)
    given = (options, environment)
    usesOwnCredentials = true
    redactor = Redactor()
    logger = Logger(level: settings.logLevel, redactor: redactor)
    if let proxy = settings.proxy { redactor.add(proxy) }
  }

  /// Resolves the settings from what stands on the command line and in the environment.
  init(_ options: CommonOptions) throws(SettingsError) {
    try self.init(options: options.values, environment: Environment.variables(prefix: "NETHESIS_MCP_"))
  }

  /// The same start with the configuration file as it is now.
  func renewed() throws(SettingsError) -> Startup {
    Startup(
      self,
      try Settings(options: given.options, environment: given.environment),
      usesOwnCredentials: usesOwnCredentials
    )
  }

  /// Where each setting is set that is, the place first that decides.
  func places() throws(SettingsError) -> [(setting: Setting, places: [SettingOrigin])] {
    let (sources, _) = try Settings.sources(options: given.options, environment: given.environment)
    return Setting.allCases.map { ($0, sources.places(of: $0)) }.filter { !$0.1.isEmpty }
  }

  /// The variables of the environment that may be settings.
  var variables: [String: String] { given.environment }

  /// The start for each document: with the settings for it, and log lines that name it where there are several.
  var parts: [Startup] { settings.parts.map { Startup(self, $0, usesOwnCredentials: usesOwnCredentials) } }

  /// The same start with none of the configured credentials.
  func withoutCredentials() -> Startup { Startup(self, settings, usesOwnCredentials: false) }

  private init(_ old: Startup, _ settings: Settings, usesOwnCredentials: Bool) {
    self.settings = usesOwnCredentials ? settings : settings.withoutCredentials
    self.usesOwnCredentials = usesOwnCredentials
    given = old.given
    redactor = old.redactor
    var logger = old.logger
    if let document = settings.document { logger[metadataKey: "document"] = "\(document)" }
    self.logger = logger
  }
}
