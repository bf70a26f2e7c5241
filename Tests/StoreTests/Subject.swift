import Testing

@testable import PostgreSQLStore
@testable import Store

/// An implementation of ``Store`` that the common suite is run with.
enum Subject: CustomTestStringConvertible {
  case memory
  case sealedFile
  /// Memory whose values are sealed one by one.
  case sealedValues
  /// Tables of a database.
  case postgreSQL
  /// Tables of a database, with values that are sealed one by one.
  case sealedPostgreSQL

  func make(_ clock: TestClock, limits: StoreLimits = StoreLimits()) async throws -> any Store {
    switch self {
    case .memory: MemoryStore(clock: clock.clock, limits: limits)
    case .sealedFile: TemporaryFolder().store(clock: clock.clock, limits: limits)
    case .sealedValues: SealingStore(MemoryStore(clock: clock.clock, limits: limits), KeyRing(SealingKey()))
    case .postgreSQL: try await DatabaseServer.shared().store(clock: clock.clock, limits: limits)
    case .sealedPostgreSQL:
      SealingStore(
        try await DatabaseServer.shared().store(clock: clock.clock, limits: limits),
        KeyRing(SealingKey())
      )
    }
  }

  /// All that can be tried here: those on a database need its server.
  static let allCases = plain + [sealedValues] + (DatabaseServer.isThere ? [sealedPostgreSQL] : [])

  /// Those whose bounds are those of the values themselves.
  static let plain = [memory, sealedFile] + (DatabaseServer.isThere ? [postgreSQL] : [])

  var testDescription: String { "\(self)" }
}
