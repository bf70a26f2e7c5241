package import Synchronization

/// A value that is computed once, at its first use from any thread.
///
/// A document may have thousands of operations and a client use three, so the parts that only calls need are not made
/// at the start. It can be inlined, so that each target has it made for its own types.
package final class Lazy<Value: Sendable>: Sendable {
  @usableFromInline
  enum State {
    case promised(@Sendable () -> Value)
    case made(Value)
  }

  @usableFromInline let state: Mutex<State>

  /// Promises a value.
  @inlinable
  package init(_ make: @escaping @Sendable () -> Value) { state = Mutex(.promised(make)) }

  /// Whether the value has been computed.
  @inlinable package var isMade: Bool {
    state.withLock { state in
      if case .made = state { true } else { false }
    }
  }

  /// The value, computed if it was not.
  @inlinable package var value: Value {
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
