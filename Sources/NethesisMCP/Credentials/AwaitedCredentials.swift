import APITools
import OpenAPI

/// Stands where callers bring their own credentials: for those who bring none, it has none.
struct AwaitedCredentials: CredentialSource {
  func credential(for scheme: SecurityScheme) -> Credential? { nil }

  var absence: String? {
    "the caller brought no session token: its requests have to carry one in the header Nethesis-Session-Token. Add it to "
      + "the headers of this server in the client's configuration."
  }
}
