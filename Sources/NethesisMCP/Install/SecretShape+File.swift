import Settings

extension SecretShape {
  /// Whether the name of a file that does not exist looks like a token given in its place.
  static func isTokenInPlaceOfFile(_ path: String) -> Bool {
    guard path.utf8.count >= 20, !path.contains("/"), !FilePath.exists(path) else { return false }
    return path.contains { $0.isNumber } && path.contains { $0.isLetter } && !path.hasSuffix(".txt")
  }
}
