import Assembly
import Settings

extension Startup {
  /// Resolves the settings from the command line and the environment of the process.
  init(_ options: CommonOptions) throws(SettingsError) { try self.init(options.values) }
}
