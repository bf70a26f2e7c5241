/// A call with secrets that has a place among the attempts of its account, until it has ended.
struct SecretAttempt: Sendable {
  /// How a call has ended, as far as that says something of its secrets.
  enum Ending: Sendable, Equatable {
    case success
    /// A status with which backends refuse a wrong secret, and what else is wrong in a request that they have read.
    case refused
    /// A status with which backends refuse a wrong secret, or the credentials themselves.
    case denied
    case otherResponse
    /// No whole response, though the request may have arrived.
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

  /// Ends the call; to be done once.
  ///
  /// - Returns: How many more wrong secrets will be sent; `nil` unless this one counts as wrong.
  func end(_ ending: Ending) async -> Int? { await attempts.end(self, ending) }
}
