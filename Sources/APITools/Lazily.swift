import Synchronization

/// A value that is made when it is first asked for, once, whoever asks.
///
/// A document may have thousands of operations and a client use three: what only calls need is not made at the start.
final class Lazily<Value: Sendable>: Sendable {
  private enum State {
    case promised(@Sendable () -> Value)
    case made(Value)
  }

  private let state: Mutex<State>

  init(_ make: @escaping @Sendable () -> Value) { state = Mutex(.promised(make)) }

  /// Whether it has been asked for.
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
