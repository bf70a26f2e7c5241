extension SecretSearch.Context {
  /// The context as far as it decides what is secret: names of which none does are one.
  ///
  /// Each reference is followed once for each of these. Were it followed for every name, a chain of components would be
  /// followed from each of its links to its end.
  var deciding: SecretSearch.Context {
    SecretSearch.Context(name: name.flatMap { CredentialName.means($0) ? Self.credential : nil }, said: said)
  }

  /// A name that means a credential.
  private static let credential = "password"
}
