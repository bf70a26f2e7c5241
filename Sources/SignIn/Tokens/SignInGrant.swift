/// The tokens of a sign-in that a person just completed at a provider.
package struct SignInGrant: Sendable {
  /// The access token.
  package let access: HeldAccess
  /// The refresh token; `nil` if the provider gave none, so that the sign-in ends with the access token.
  package let refresh: HeldRefresh?
  /// The scopes that were granted.
  package let scopes: [String]
  /// The person; `nil` if no ID token was asked for.
  package let identity: Identity?

  init(_ response: TokenResponse, identity: Identity?, scopes: [String]) {
    access = response.access
    refresh = response.refresh
    self.identity = identity
    self.scopes = response.scope.map { $0.split(separator: " ").map(String.init) } ?? scopes
  }
}
