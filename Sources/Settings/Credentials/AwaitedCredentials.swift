import Calls
import OpenAPI

/// The credentials of a server whose callers bring their own: none for callers without one.
package struct AwaitedCredentials: CredentialSource {
  /// Makes the source.
  package init() {}

  func credential(for scheme: SecurityScheme) -> Credential? { nil }

  var absence: String? {
    "the caller brought no session token: its requests have to carry one in the header Nethesis-Session-Token. Add it to "
      + "the headers of this server in the client's configuration."
  }
}
