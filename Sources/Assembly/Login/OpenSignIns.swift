import Synchronization

/// The sign-ins of a program whose sessions calls may use: closed together at its end.
package final class OpenSignIns: Sendable {
  /// A reference that does not keep a replaced offer alive.
  private struct Reference: Sendable {
    weak let credentials: SignedInCredentials?
  }

  private let references = Mutex<[Reference]>([])

  init() {}

  func add(_ credentials: SignedInCredentials) {
    references.withLock { references in
      references.removeAll { $0.credentials == nil }
      references.append(Reference(credentials: credentials))
    }
  }

  /// Waits until every refresh that was sent is stored, and closes the connections to providers.
  func close() async {
    for reference in references.withLock({ $0 }) { await reference.credentials?.close() }
  }
}
