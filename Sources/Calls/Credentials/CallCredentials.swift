package import OpenAPI
package import Redaction
import Synchronization

/// Credentials of one call: its source is asked for each of them once, whichever of its requests present it.
///
/// It is asked again for one that the backend refused.
package final class CallCredentials: CredentialSource {
  private let source: any CredentialSource
  private let resolved = Mutex<[String: Result<Credential?, CredentialError>]>([:])

  init(_ source: any CredentialSource) { self.source = source }

  /// The credential for a scheme: the caller's, or the configured one.
  package func credential(for scheme: SecurityScheme) async throws(CredentialError) -> Credential? {
    if let known = resolved.withLock({ $0[scheme.name] }) { return try known.get() }
    let result: Result<Credential?, CredentialError>
    do throws(CredentialError) {
      result = .success(try await source.credential(for: scheme))
    } catch {
      result = .failure(error)
    }
    resolved.withLock { $0[scheme.name] = result }
    return try result.get()
  }

  /// Reports a credential that the backend refused with 401: the source is asked again from then on.
  package func rejected(_ credential: Credential) async {
    resolved.withLock { resolved in resolved = resolved.filter { (try? $0.value.get()) != credential } }
    await source.rejected(credential)
  }

  /// The setting of the credential for a scheme, for advice.
  package func place(for scheme: SecurityScheme) -> String? { source.place(for: scheme) }

  /// The account of a credential, as its source knows it.
  package func account(of credential: Credential) -> CallAccount? { source.account(of: credential) }

  /// The credentials that the program holds now.
  package var held: HeldSecrets { source.held }

  /// The sign-in that would give the source a session token.
  package var signIn: (any PersonSignIn)? { source.signIn }

  /// Has the caller link a session of its own.
  package var link: (any SessionLink)? { source.link }

  /// The advice to a user without a credential for a scheme.
  package func advice(for scheme: SecurityScheme) -> String { source.advice(for: scheme) }

  /// The reason why the source has no credentials; `nil` if it has some.
  package var absence: String? { source.absence }
}
