package import APITools
package import OpenAPI

extension TokenSource: CredentialSource {
  /// The session token, for every scheme that takes a bearer token; nothing is configured for others.
  package func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? {
    guard scheme.credentialKind == .bearer else { return nil }
    do throws(TokenError) { return try token().map(Credential.bearer) } catch {
      throw CredentialError("There is \(error). Correct that and call again: the file is read anew without a restart.")
    }
  }
}
