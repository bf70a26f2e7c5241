import Synchronization

/// A value that is computed once, at its first use from any thread.
///
/// A document may have thousands of operations and a client use three, so the parts that only calls need are not made
/// at the start.
final class Lazy<Value: Sendable>: Sendable {
  private enum State {
    case promised(@Sendable () -> Value)
    case made(Value)
  }

  private let state: Mutex<State>

  init(_ make: @escaping @Sendable () -> Value) { state = Mutex(.promised(make)) }

  /// Whether the value has been computed.
  var isMade: Bool {
    state.withLock { state in
      if case .made = state { true } else { false }
    }
  }

  var value: Value {
    state.withLock { state in
      switch state {
      case .made(let value): return value
      case .promised(let make):
        let value = make()
        state = .made(value)
        return value
      }
    }
  }
}
