/// Paths that begin with a tilde: configuration files and the settings of clients pass through no shell.
enum HomePath {
  /// The path with this user's home in place of a `~` that is its first name.
  ///
  /// - Parameters:
  ///   - path: A path as it was given.
  ///   - home: The folder; without one the path stays as it is.
  /// - Returns: The path to use. `~name` stays: it may be a file.
  static func expanded(_ path: String, home: String? = StateFolder.home) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home else { return path }
    return home + path.dropFirst()
  }
}
