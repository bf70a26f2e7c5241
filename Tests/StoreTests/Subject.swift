import Store
import Testing

/// An implementation of ``Store`` that the common suite is run with.
enum Subject: CaseIterable, CustomTestStringConvertible {
  case memory

  func make(_ clock: TestClock, limits: StoreLimits = StoreLimits()) -> any Store {
    switch self {
    case .memory: MemoryStore(clock: clock.clock, limits: limits)
    }
  }

  var testDescription: String { "\(self)" }
}
