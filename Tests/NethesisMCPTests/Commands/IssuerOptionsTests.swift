import ArgumentParser
import Assembly
import MCP
import MCPHTTP
import ProcessEnvironment
import SignIn
import Testing
import TestSupport
import TokenVerification

@testable import NethesisMCP

/// The options for callers that have access tokens of an issuer.
struct IssuerOptionsTests {
  private static let usual = ["--issuer", "https://id.example/oidc", "--public-url", "https://MCP.example/x/mcp/"]

  private func setup(_ arguments: [String]) throws -> IssuerSetup? {
    let command = try HTTPCommand.parse(arguments)
    return try command.http.issuer.setup(Startup(options: command.options.values).settings)
  }

  @Test func `without an issuer there is none, and nobody but it lets callers in from elsewhere`() throws {
    #expect(try setup([]) == nil)
    let command = try HTTPCommand.parse(Self.usual + ["--listen", "0.0.0.0:0"])
    let (_, access) = try command.http.settings(Startup(options: command.options.values))
    #expect(!access.isOpen)
  }

  @Test func `AUTH-15: the resource is the public URL in its canonical form`() throws {
    let setup = try #require(try setup(Self.usual))
    #expect(setup.resource.identifier == "https://mcp.example/x/mcp")
    #expect(setup.resource.metadataURL == "https://mcp.example/.well-known/oauth-protected-resource/x/mcp")
    #expect(setup.requirements.issuer == "https://id.example/oidc")
    #expect(setup.introspector == nil)
    #expect(setup.keysURL == nil)
  }

  @Test func `every option arrives`() throws {
    let folder = try TemporaryFolder()
    let secret = try folder.write("secret", "s3cret\r\n")
    let setup = try #require(
      try setup(
        Self.usual + [
          "--token-algorithm", "RS256", "--accept-untyped-tokens", "--scope-name", "keys=my:keys", "--scope-claim",
          "scp",
          "--client-claim", "azp", "--first-scope", "keys", "--list-by-scope", "--jwks-url", "https://id.example/k",
          "--introspection-client-id", "mcp", "--introspection-secret-file", secret,
        ]
      )
    )
    #expect(setup.requirements.algorithms == [.rs256])
    #expect(setup.requirements.acceptsUntyped)
    #expect(setup.requirements.scopeClaim == "scp")
    #expect(setup.requirements.clientClaim == "azp")
    #expect(setup.resource.names[.keys] == "my:keys")
    #expect(setup.resource.names[.read] == "read")
    #expect(setup.resource.asked == [.keys])
    #expect(setup.resource.listsByScope)
    #expect(setup.keysURL?.description == "https://id.example/k")
    #expect(setup.introspector?.id == "mcp")
    guard case .basic(let text)? = setup.introspector?.authentication else { throw CommandFailure.usage("no secret") }
    #expect(text.secret == "s3cret")
  }

  @Test(arguments: [
    ["--issuer", "http://id.example"], ["--issuer", "https://id.example?x"], ["--issuer", "id.example"],
    ["--public-url", "https://mcp.example"], ["--jwks-url", "http://id.example/k"], ["--scope-name", "read"],
    ["--scope-name", "read="], ["--scope-name", "read=offline_access"], ["--scope-name", "read=write"],
    ["--first-scope", "everything"], ["--token-algorithm", "none"], ["--token-algorithm", "HS256"],
    ["--introspection-client-id", "x"],
  ])
  func `AUTH-11, AUTH-13: what cannot be used is said`(_ arguments: [String]) {
    #expect(throws: CommandFailure.self) { try setup(Self.usual + arguments) }
  }

  @Test func `an issuer wants to know the server's own URL`() {
    #expect(throws: CommandFailure.self) { try setup(["--issuer", "https://id.example"]) }
  }

  @Test(arguments: [
    ["--audience", "x"], ["--token-algorithm", "ES256"], ["--accept-untyped-tokens"], ["--scope-name", "read=x"],
    ["--scope-claim", "scp"], ["--client-claim", "azp"], ["--first-scope", "keys"], ["--list-by-scope"],
    ["--jwks-url", "https://x.example"], ["--introspection-client-id", "x"], ["--introspection-secret-file", "x"],
  ])
  func `options about an issuer that is not there are mistakes`(_ arguments: [String]) {
    #expect(throws: (any Error).self) { try HTTPCommand.parse(arguments) }
  }

  @Test func `AUTH-20: standard input and output know no callers`() {
    #expect(throws: (any Error).self) { try StdioCommand.parse(["--issuer", "https://id.example"]) }
  }
}
