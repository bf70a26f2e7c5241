import Files

/// Expands paths that begin with a tilde: those from configuration files and client settings pass through no shell.
package enum HomePath {
  /// The path with this user's home in place of a `~` as its first segment.
  ///
  /// - Parameters:
  ///   - path: A path as given.
  ///   - home: The home folder; `nil` leaves the path as it is.
  /// - Returns: The expanded path. `~name` stays: it may be a file.
  package static func expanded(_ path: String, home: String? = StateFolder.home) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home else { return path }
    return home + path.dropFirst()
  }
}
