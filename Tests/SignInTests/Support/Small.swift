import SignIn
import Synchronization

/// A switch that tests turn while something runs.
final class Flag: Sendable {
  private let value = Mutex(false)

  var isSet: Bool { value.withLock { $0 } }

  func set(_ isSet: Bool) { value.withLock { $0 = isSet } }
}

/// A count that tests read while something runs.
final class Counter: Sendable {
  private let value = Mutex(0)

  var count: Int { value.withLock { $0 } }

  @discardableResult
  func next() -> Int {
    value.withLock { value in
      value += 1
      return value
    }
  }
}

/// A transport that is a closure.
struct ScriptedTransport: SignInTransport {
  let respond: @Sendable (SignInRequest) async throws(SignInTransportError) -> SignInResponse

  func send(_ request: SignInRequest) async throws(SignInTransportError) -> SignInResponse {
    try await respond(request)
  }
}
