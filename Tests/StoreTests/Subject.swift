import Testing

@testable import Store

/// An implementation of ``Store`` that the common suite is run with.
enum Subject: CaseIterable, CustomTestStringConvertible {
  case memory
  case sealedFile
  /// Memory whose values are sealed one by one.
  case sealedValues

  func make(_ clock: TestClock, limits: StoreLimits = StoreLimits()) -> any Store {
    switch self {
    case .memory: MemoryStore(clock: clock.clock, limits: limits)
    case .sealedFile: TemporaryFolder().store(clock: clock.clock, limits: limits)
    case .sealedValues: SealingStore(MemoryStore(clock: clock.clock, limits: limits), KeyRing(SealingKey()))
    }
  }

  /// Those whose bounds are those of the values themselves.
  static let plain = [memory, sealedFile]

  var testDescription: String { "\(self)" }
}
