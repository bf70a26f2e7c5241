import ArgumentParser
import Assembly
import JSON
import MCP
import MCPHTTP
import ProcessEnvironment
import Testing
import TestSupport
import WebServer

@testable import NethesisMCP

struct HTTPOptionsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What the server is told of a command line.
  private func settings(_ arguments: [String]) throws -> HTTPServerOptions { try both(arguments).0 }

  private func both(_ arguments: [String]) throws -> (HTTPServerOptions, any AccessRule) {
    let command = try HTTPCommand.parse(arguments)
    return try command.http.settings(Startup(options: command.options.values))
  }

  @Test func `HTTP-04: by default only this machine can reach the server, and everybody on it may use it`() throws {
    let (server, access) = try both([])
    #expect(server.address == "127.0.0.1")
    #expect(server.port == 8722)
    #expect(server.path == "/mcp")
    #expect(access.isOpen)
    #expect(server.allowedHosts == [])
    #expect(server.allowedOrigins == [])
    #expect(!server.callerSessionTokens)
    #expect(server.metrics == nil)
    #expect(server.identityKey == nil)
  }

  @Test func `every option arrives`() throws {
    let server = try settings([
      "--listen", "[::1]:1", "--path", "/api/mcp", "--public-url", "https://mcp.example.com:8443/mcp",
      "--allow-host", "a.example", "--allow-host", "b.example", "--allow-origin", "https://app.example",
      "--caller-session-tokens", "--metrics-listen", "127.0.0.1:2", "--drain-delay", "0.5", "--drain-timeout", "3",
      "--max-body", "10", "--max-requests", "11", "--max-streams", "12", "--max-sessions", "13", "--rate", "1.5",
      "--replica-name", "b-2_X",
    ])
    #expect(server.address == "::1")
    #expect(server.port == 1)
    #expect(server.path == "/api/mcp")
    #expect(server.allowedHosts == ["a.example", "b.example", "mcp.example.com"])
    #expect(server.allowedOrigins == ["https://app.example"])
    #expect(server.callerSessionTokens)
    #expect(server.metrics.map { "\($0)" } == "127.0.0.1:2")
    #expect(server.drainDelay == .milliseconds(500))
    #expect(server.drainTimeout == .seconds(3))
    #expect(server.maximumBodySize == 10)
    #expect(server.maximumRequests == 11)
    #expect(server.maximumStreams == 12)
    #expect(server.maximumSessions == 13)
    #expect(server.rate?.perSecond == 1.5)
    #expect(server.rate?.atOnce == 3)
    #expect(server.replicaName == "b-2_X")
  }

  @Test(arguments: [
    (["--path", "mcp"], "--path"), (["--path", "/mcp/"], "--path"), (["--path", "/mcp?a"], "--path"),
    (["--path", "//evil.example/mcp"], "--path"), (["--path", "/a/../mcp"], "--path"), (["--path", "/."], "--path"),
    (["--path", "/a b/mcp"], "--path"), (["--path", "/a;b/mcp"], "--path"), (["--path", "/a%2Fb/mcp"], "--path"),
    (["--path", "/\u{E8}/mcp"], "--path"), (["--path", "/a\"b"], "--path"), (["--path", "/a@b"], "--path"),
    (["--drain-delay", "-1"], "--drain-delay"), (["--drain-timeout", "3601"], "--drain-timeout"),
    (["--max-body", "0"], "--max-body: expected"), (["--max-body", "9223372036854775807"], "--max-body: expected"),
    (["--max-sessions=-1"], "--max-sessions: expected"), (["--max-requests", "9223372036854775807"], "--max-requests"),
    (["--rate", "0"], "--rate: expected"), (["--rate", "1e300"], "--rate: expected"),
    (["--rate", "inf"], "--rate: expected"),
    (["--rate", "1e-300"], "--rate: expected"), (["--rate", "nan"], "--rate: expected"),
    (["--replica-name", ""], "--replica-name"), (["--replica-name", "a/b"], "--replica-name"),
    (["--replica-name", "à"], "--replica-name"), (["--replica-name", "a b"], "--replica-name"),
    (["--replica-name", String(repeating: "a", count: 65)], "--replica-name"),
  ])
  func `what cannot be is refused before anything is read`(_ arguments: [String], _ words: String) {
    let error = #expect(throws: (any Error).self) { try HTTPOptions.parse(arguments) }
    #expect(error.map { HTTPOptions.message(for: $0).contains(words) } == true)
  }

  @Test(arguments: [
    (["--listen", "8722"], "--listen: expected ADDRESS:PORT"),
    (["--listen", "0.0.0.0:8722"], "--access-token-file"), (["--listen", "mcp.example.com:1"], "--access-token-file"),
    (["--metrics-listen", "9090"], "--metrics-listen: expected"),
    (["--access-token-file", "/no/such/file"], "--access-token-file"),
    (["--state-key-file", "/no/such/file"], "--state-key-file: there is no file"),
  ])
  func `what cannot be used says which option, and what to do`(_ arguments: [String], _ words: String) {
    let error = #expect(throws: CommandFailure.self) { try settings(arguments) }
    #expect(error?.exitCode == .usage)
    #expect(error?.message.contains(words) == true)
  }

  @Test func `MRTR-13: servers with one key open one another's states, and know the same callers`() throws {
    let file = try folder.write("key", String(repeating: "k", count: StateSealer.keySize))
    let (first, second) = (try settings(["--state-key-file", file]), try settings(["--state-key-file", file]))
    let binding = StateSealer.Binding(method: "tools/call", name: "a", arguments: [:], principal: "")
    let sealed = try #require(first.sealer.seal("state", for: binding))
    #expect(second.sealer.open(sealed, for: binding) == "state")
    #expect(first.identityKey == second.identityKey)
    #expect(try settings([]).sealer.open(sealed, for: binding) == nil)
  }

  @Test func `a key of another size is refused with how to make one`() throws {
    let file = try folder.write("key", "short\n")
    let error = #expect(throws: CommandFailure.self) { try settings(["--state-key-file", file]) }
    #expect(error?.message.contains("this file has 6; head -c 32 /dev/urandom > FILE") == true)
  }

  @Test func `who has access tokens may be reached by others`() throws {
    let file = try folder.write("tokens", "alice:\(String(repeating: "0", count: 64))\n")
    let (server, access) = try both(["--listen", "0.0.0.0:1", "--access-token-file", file])
    #expect(server.address == "0.0.0.0")
    #expect(!access.isOpen)
  }

  @Test(arguments: [
    ("https://[2001:db8::1]:8443/mcp", "[2001:db8::1]"), ("http://localhost:1/mcp", "localhost"),
  ])
  func `the name in the public URL is one of the server's`(_ url: String, _ name: String) throws {
    #expect(try settings(["--public-url", url]).allowedHosts == [name])
  }

  @Test func `replicas without a name have different ones`() throws {
    let names = try (0..<20).map { _ in try settings([]).replicaName }
    #expect(Set(names).count == 20)
    #expect(names.allSatisfy { name in (try? settings(["--replica-name", name]))?.replicaName == name })
  }

  @Test func `there are not more connections than descriptors`() throws {
    #expect((1...16_384).contains(try settings([]).connections.maximumConnections))
    #expect(DescriptorLimit.raise(for: 10) == 10)
  }
}
