import MCP
import OpenAPI

/// The caller's own credential, instead of a configured one.
///
/// Configured credentials never replace a missing one of the caller: they belong to somebody else.
struct CallerCredentials: CredentialSource {
  let caller: CallerCredential
  let secrets: CallerSecrets

  func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? {
    scheme.credentialKind == .bearer ? .bearer(secrets.secret(caller.secret)) : nil
  }
}
