/// A call with secrets that holds a place among the attempts of its account until it ends.
struct SecretAttempt: Sendable {
  /// The end of a call, as far as it tells whether its secrets were wrong.
  enum Ending: Sendable, Equatable {
    case success
    /// A status for wrong secrets and for other faults of a request that the backend has read (400, 422).
    case refused
    /// A status for wrong secrets or wrong credentials (401, 403).
    case denied
    case otherResponse
    /// No complete response, although the request may have arrived.
    case noResponse
    /// Nothing has reached the backend.
    case unsent

    init(status: Int) {
      switch status {
      case 200..<300: self = .success
      case 400, 422: self = .refused
      case 401, 403: self = .denied
      default: self = .otherResponse
      }
    }
  }

  let id: UInt64
  let keys: [Int]
  let account: BackendAccount
  let operation: String
  let attempts: SecretAttempts

  /// Ends the call; to be called once.
  ///
  /// - Returns: The number of wrong secrets that may still be sent; `nil` unless this one counts as wrong.
  func end(_ ending: Ending) async -> Int? { await attempts.end(self, ending) }
}
