extension TokenEndpoint {
  /// Ends a grant that is not to be used, as far as the provider can be told.
  package func discard(_ grant: SignInGrant) async {
    let token = grant.refresh?.token ?? grant.access.token
    // Nobody waits for it, and nobody could do anything about a failure.
    _ = try? await revoke(token, hint: grant.refresh == nil ? "access_token" : "refresh_token")
  }
}
