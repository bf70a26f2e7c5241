import OpenAPI
import Synchronization

/// Credentials of one call: its source is asked for each of them once, whichever of its requests present it.
final class CallCredentials: CredentialSource {
  private let source: any CredentialSource
  private let resolved = Mutex<[String: Result<Credential?, CredentialError>]>([:])

  init(_ source: any CredentialSource) { self.source = source }

  func credential(for scheme: SecurityScheme) throws(CredentialError) -> Credential? {
    if let known = resolved.withLock({ $0[scheme.name] }) { return try known.get() }
    let result = Result { () throws(CredentialError) in try source.credential(for: scheme) }
    resolved.withLock { $0[scheme.name] = result }
    return try result.get()
  }

  func place(for scheme: SecurityScheme) -> String? { source.place(for: scheme) }

  func advice(for scheme: SecurityScheme) -> String { source.advice(for: scheme) }

  var absence: String? { source.absence }
}
