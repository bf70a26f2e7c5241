import Foundation
import NethesisMCP
import Testing
import TestSupport

struct SandboxCommandTests {
  @Test(arguments: [SIGINT, SIGTERM])
  func `a signal ends it with 0`(signal: Int32) async throws {
    let sandbox = try RunningProgram(["sandbox"])
    let words = try sandbox.errors(until: "session token")
    #expect(words.contains("http://127.0.0.1:"))
    #expect(words.contains("S3cr3t-Passw0rd!"))
    #expect(await sandbox.end(by: signal) == 0)
  }

  @Test func `a port that is taken is told of`() async throws {
    let sandbox = try RunningProgram(["sandbox"])
    let words = try sandbox.errors(until: "session token")
    let address = try #require(words.firstMatch(of: #/http://(127\.0\.0\.1:\d+)/#)).output.1
    let second = try await BuiltProgram.run(["sandbox", "--listen", "\(address)"], folder: TemporaryFolder())
    #expect(second.code == 1)
    #expect(second.errors.hasPrefix("Error: cannot listen on \(address): "))
    #expect(await sandbox.end(by: SIGTERM) == 0)
  }
}
