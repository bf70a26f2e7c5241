/// A place where operations are served, and what is shown there: its credentials go to no other place.
package struct APIServer: Sendable {
  /// Where it is.
  package let base: BaseURL
  /// Where the credentials for it come from.
  package let credentials: any CredentialSource
  /// Whether what callers bring along for themselves is for this place, too.
  package let acceptsCallers: Bool

  package init(base: BaseURL, credentials: any CredentialSource, acceptsCallers: Bool = false) {
    self.base = base
    self.credentials = credentials
    self.acceptsCallers = acceptsCallers
  }
}
