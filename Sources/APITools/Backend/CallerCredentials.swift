import MCP
import OpenAPI

/// The credential that a caller brought for its own calls, in place of the one that is configured.
///
/// Nothing of the configuration stands in for what the caller did not bring: that would be somebody else's.
struct CallerCredentials: CredentialSource {
  let caller: CallerCredential

  func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? {
    scheme.credentialKind == .bearer ? .bearer(KnownSecret(caller.secret)) : nil
  }
}
