import OpenAPI
import Synchronization

/// Credentials of one call: its source is asked for each of them once, whichever of its requests present it.
final class CallCredentials: CredentialSource {
  private let source: any CredentialSource
  private let resolved = Mutex<[String: Result<Credential?, CredentialError>]>([:])

  init(_ source: any CredentialSource) { self.source = source }

  func credential(for scheme: SecurityScheme) async throws(CredentialError) -> Credential? {
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

  func rejected(_ credential: Credential) async { await source.rejected(credential) }

  func place(for scheme: SecurityScheme) -> String? { source.place(for: scheme) }

  func advice(for scheme: SecurityScheme) -> String { source.advice(for: scheme) }

  var absence: String? { source.absence }
}
