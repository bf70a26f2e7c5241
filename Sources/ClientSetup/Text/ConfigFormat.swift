/// The notation of a client's configuration file.
package enum ConfigFormat: String, Sendable, CaseIterable {
  /// JSON; comments and trailing commas are accepted everywhere, because several clients write them.
  case json
  case toml
  case yaml
}
