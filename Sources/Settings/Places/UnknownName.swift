import OpenAPI

extension Collection<String> {
  /// An unknown name for a message, with the nearest one; a word that may be a secret in the wrong place is left out.
  package func unknown(_ name: String) -> String {
    let hint = hint(for: name)
    return hint.isEmpty && SecretShape.isPossible(name) ? "of the name given, which is not shown here" : name + hint
  }
}
