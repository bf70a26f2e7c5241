import Synchronization

/// A value that is computed once, at its first use from any thread.
///
/// A document may have thousands of operations and a client use three, so the parts that only calls need are not made
/// at the start.
package final class Lazy<Value: Sendable>: Sendable {
  /// The value in an object, so that the state has no type parameter: reading it looks up no metadata at run time.
  private final class Made: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
  }

  private let state: Mutex<LazyState>

  /// Promises a value.
  package init(_ make: @escaping @Sendable () -> Value) { state = Mutex(.promised { Made(make()) }) }

  /// Whether the value has been computed.
  package var isMade: Bool {
    state.withLock { state in
      if case .made = state { true } else { false }
    }
  }

  /// The value, computed if it was not.
  package var value: Value {
    let made: any AnyObject & Sendable = state.withLock { state in
      switch state {
      case .made(let made): return made
      case .promised(let make):
        let made = make()
        state = .made(made)
        return made
      }
    }
    // Right: all that the promise makes is of this class.
    return unsafe unsafeDowncast(made, to: Made.self).value
  }
}

/// The state of a lazy value of any type.
private enum LazyState {
  case promised(@Sendable () -> any AnyObject & Sendable)
  case made(any AnyObject & Sendable)
}
