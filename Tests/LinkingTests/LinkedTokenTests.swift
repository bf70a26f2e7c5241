@testable import Linking
import MCP
import Redaction
@testable import SignIn
import Testing

/// The texts that no response to a caller may repeat.
struct LinkedTokenTests {
  private let caller = Principal(named: "alice")

  private func session(_ token: String) throws -> SessionCredential {
    SessionCredential(
      token: try #require(TokenText(token)),
      others: [try #require(TokenText("refresh-of-\(token)"))],
      audience: "https://api.example",
      account: SessionAccount(nil),
      expires: nil,
      isExportable: false
    )
  }

  @Test func `the server's own secrets are among them, beside all tokens of the session`() throws {
    let tokens = LinkedTokens()
    let secret = try #require(TokenText("secret-of-the-client"))
    var registered = 0
    func held(_ token: String) throws -> HeldSecrets {
      tokens.token(of: caller, try session(token), ofServer: [secret]) { token in
        registered += 1
        return KnownSecret(token.secret)
      }.held
    }
    let first = try held("one")
    #expect(Set(first.all.map(\.text)) == ["one", "refresh-of-one", secret.secret])
    // Prepared once.
    #expect(try held("one").version == first.version && registered == 1)
    #expect(Set(try held("two").all.map(\.text)) == ["two", "refresh-of-two", secret.secret])
  }
}
