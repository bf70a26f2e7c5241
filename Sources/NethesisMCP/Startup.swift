import Glibc
package import Logging

/// What every command starts from: the settings, and where its log lines go.
package struct Startup: Sendable {
  package let settings: Settings
  /// Knows the secrets of this start; whoever learns another one adds it.
  package let redactor: Redactor
  package let logger: Logger

  package init(_ settings: Settings) {
    self.settings = settings
    redactor = Redactor()
    logger = Logger(level: settings.logLevel, redactor: redactor)
    if let proxy = settings.proxy { redactor.add(proxy) }
  }

  /// Resolves the settings from what stands on the command line and in the environment.
  init(_ options: CommonOptions) throws(SettingsError) {
    var environment: [String: String] = [:]
    for setting in Setting.allCases {
      // Safe: the text is copied at once, and nothing in this program changes the environment.
      if let value = unsafe getenv(setting.variable) { environment[setting.variable] = unsafe String(cString: value) }
    }
    self.init(try Settings(options: options.values, environment: environment))
  }
}
