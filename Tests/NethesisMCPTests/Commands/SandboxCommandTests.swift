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

  @Test func `it says how to sign in, with a client for each flow`() async throws {
    let sandbox = try RunningProgram(["sandbox", "--users", "3"])
    let words = try sandbox.errors(until: "Further users: user1 with password Passw0rd-1!, to user3 with Passw0rd-3!")
    let origin = try #require(words.firstMatch(of: #/http://127\.0\.0\.1:\d+/#)).output
    for option in [
      "--backend \(origin)/api --login-issuer \(origin)/oidc", "--login-client-id browser=sandbox-browser",
      "--login-client-id device=sandbox-device",
    ] {
      #expect(words.contains(option))
    }
    #expect(await sandbox.end(by: SIGTERM) == 0)
  }

  @Test(arguments: [
    (["--users=-1"], "--users: expected a whole number from 0 to 1000"),
    (["--users", "1001"], "--users: expected a whole number from 0 to 1000"),
    (["--fault", "nonsense"], "--fault nonsense: expected NAME=VALUE, as identity_provider_down=true"),
    (["--fault", "nonsense=1"], "--fault nonsense=1: there is no fault named nonsense"),
    (["--fault", "lost_every=x"], "--fault lost_every=x: lost_every is a whole number"),
    (["--fault", "clock_offset_s=9999999999"], "clock_offset_s is a whole number of seconds"),
    (["--state", "state.json"], "--state: name the port with --listen"),
    (["--listen", "127.0.0.1:8080", "--state", "no/folder/state.json"], "--state: no/folder/state.json.lock: No such"),
  ])
  func `options that cannot be are refused`(options: [String], words: String) async throws {
    let program = try await BuiltProgram.run(["sandbox"] + options, folder: TemporaryFolder())
    #expect(program.code != 0)
    #expect(program.errors.contains(words))
  }
}
