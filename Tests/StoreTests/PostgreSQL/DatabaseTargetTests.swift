import TestSupport
import Testing

@testable import PostgreSQLStore
@testable import Store

/// Passwords of databases, which never stand in a URL.
@Suite(.enabled(if: DatabaseServer.isThere, "there is no PostgreSQL server"))
struct DatabaseTargetTests {
  @Test func `the password is the first line of a file, read for each connection`() async throws {
    let server = try DatabaseServer.shared()
    let thread = try DatabaseServer.thread.get()
    let role = "member_\(UInt64.random(in: 0...UInt64.max))"
    let admin = Lane(.migration(server.target), on: thread)
    _ = try await admin.run(Statement("CREATE ROLE \(role) LOGIN PASSWORD 'right' IN ROLE secured"))
    let folder = try TestSupport.TemporaryFolder()
    let target = DatabaseTarget(url: server.url(role: role), passwordFile: try folder.write("password", "wrong\n"))
    let wrong = await #expect(throws: DatabaseFailure.self) {
      try await Lane(.migration(target), on: thread).run(Statement("SELECT 1"))
    }
    #expect(wrong?.reason.contains("password authentication failed") == true)
    #expect(wrong?.reason.contains("wrong") == false)
    _ = try folder.write("password", "right\nmore\n")
    _ = try await Lane(.migration(target), on: thread).run(Statement("SELECT 1"))
    _ = try folder.write("password", "\n")
    let empty = await #expect(throws: DatabaseFailure.self) {
      try await Lane(.migration(target), on: thread).run(Statement("SELECT 1"))
    }
    #expect(empty?.kind == .unusable)
    let missing = await #expect(throws: DatabaseFailure.self) {
      let nowhere = DatabaseTarget(url: server.url(), passwordFile: "\(folder.path)/none")
      return try await Lane(.migration(nowhere), on: thread).run(Statement("SELECT 1"))
    }
    #expect(missing?.kind == .unusable)
  }
}
