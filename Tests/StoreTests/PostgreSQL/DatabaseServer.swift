import EventThread
import Foundation
import Glibc
import TestSupport

@testable import PostgreSQLStore
@testable import Store

/// A PostgreSQL server of the tests' own, which ends with them.
final class DatabaseServer: Sendable {
  /// Whether there is a server to start, or has to be.
  static let isThere =
    Oracles.areRequired
    || !((try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []).isEmpty

  /// The server that tests share which leave it alone.
  private static let common = Result { try DatabaseServer() }

  static func shared() throws -> DatabaseServer { try common.get() }

  /// The thread of all stores.
  static let thread = Result { try EventThread.start(name: "database") }

  struct Failure: Error { let reason: String }

  private let orders = Pipe()
  private let responses = Pipe()
  private let process = Process()
  let port: UInt16
  let folder: String

  init() throws {
    port = UInt16(try RawClient.freePort())
    process.executableURL = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Database/server")
    process.arguments = ["\(port)"]
    process.standardInput = orders
    process.standardOutput = responses
    try process.run()
    guard let folder = Self.line(of: responses.fileHandleForReading) else {
      throw Failure(reason: "the server does not start")
    }
    self.folder = folder
  }

  // The end of its standard input ends it.
  deinit { try? orders.fileHandleForWriting.close() }

  /// Has the server start, stop or restart, and waits for it.
  func order(_ word: String) async throws {
    try orders.fileHandleForWriting.write(contentsOf: Data("\(word)\n".utf8))
    let response = await withCheckedContinuation { continuation in
      DispatchQueue.global().async { [responses] in
        continuation.resume(returning: Self.line(of: responses.fileHandleForReading))
      }
    }
    guard response != nil else { throw Failure(reason: "the server does not \(word)") }
  }

  /// Its URL, for a role, by the path of its socket.
  func url(role: String = "postgres") -> String {
    "postgres:///postgres?host=\(folder)&port=\(port)&user=\(role)"
  }

  var target: DatabaseTarget { DatabaseTarget(url: url(), passwordFile: nil) }

  /// A store in new tables.
  func store(
    clock: StoreClock? = nil,
    limits: StoreLimits = StoreLimits(),
    patience: Duration = .seconds(120)
  ) async throws -> PostgreSQLStore {
    let tables = StoreTables(schema: "test_\(UInt64.random(in: 0...UInt64.max))")
    _ = try await PostgreSQLStore.migrate(target, tables, on: try Self.thread.get())
    return try store(in: tables, clock: clock, limits: limits, patience: patience)
  }

  /// A store in tables that are there, as another replica has it.
  func store(
    in tables: StoreTables,
    clock: StoreClock? = nil,
    limits: StoreLimits = StoreLimits(),
    patience: Duration = .seconds(120)
  ) throws -> PostgreSQLStore {
    PostgreSQLStore(
      .store(target, tables, patience: patience),
      tables,
      connections: 2,
      clock: clock,
      limits: limits,
      on: try Self.thread.get()
    )
  }

  private static func line(of handle: FileHandle) -> String? {
    var bytes: [UInt8] = []
    while let byte = try? handle.read(upToCount: 1)?.first {
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return nil
  }
}
