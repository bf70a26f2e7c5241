import MCP
import OpenAPI
import Redaction

/// The caller's own credential, instead of a configured one.
///
/// Configured credentials never replace a missing one of the caller: they belong to somebody else.
struct CallerCredentials: CredentialSource {
  let caller: CallerCredential
  let secrets: CallerSecrets
  /// The credentials of the program, which are nothing for callers.
  let held: HeldSecrets

  func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? {
    scheme.credentialKind == .bearer ? .bearer(secrets.secret(caller.secret)) : nil
  }
}
