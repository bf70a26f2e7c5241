/// The reach of a client's configuration file.
package enum ConfigScope: String, Sendable, CaseIterable {
  /// Everything that the user does with the client.
  case user
  /// One project, whose files others may share.
  case project
}
