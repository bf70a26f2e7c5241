import APITools
import Synchronization

/// Counts wrong secrets for each document apart: those of one API say nothing of another.
final class DocumentAttempts: Sendable {
  private let known = Mutex<[String?: SecretAttempts]>([:])

  /// The count for a document, the same whenever it is read anew.
  func of(_ document: String?) -> SecretAttempts {
    known.withLock { known in
      if let attempts = known[document] { return attempts }
      let attempts = SecretAttempts()
      known[document] = attempts
      return attempts
    }
  }
}
