import Calls
import MCP
import OpenAPI

/// The credentials of a server whose callers bring their own: none for callers without one.
package struct AwaitedCredentials: CredentialSource {
  private let field: String

  /// Makes the source for a document among several; `nil` for the only one.
  package init(of document: String?) { field = CallerCredential.field(of: document) }

  func credential(for scheme: SecurityScheme) -> Credential? { nil }

  var absence: String? {
    "the caller brought no session token: its requests have to carry one in the header \(field). Add it to the "
      + "headers of this server in the client's configuration."
  }
}
