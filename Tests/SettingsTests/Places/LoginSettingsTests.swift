import Store
import Testing

@testable import Settings

/// The settings of the sign-in at a provider.
struct LoginSettingsTests {
  private func login(_ environment: [String: String]) throws -> LoginSettings {
    try Settings(environment: environment).login
  }

  @Test func `one client id is for both flows, and each flow may have one`() throws {
    let both = try login(["NETHESIS_MCP_LOGIN_CLIENT_ID": "abc"])
    #expect((both.browserClient, both.deviceClient) == ("abc", "abc"))
    let each = try login(["NETHESIS_MCP_LOGIN_CLIENT_ID": "browser=a,device=b"])
    #expect((each.browserClient, each.deviceClient) == ("a", "b"))
    let one = try login(["NETHESIS_MCP_LOGIN_CLIENT_ID": "device=b"])
    #expect((one.browserClient, one.deviceClient) == (nil, "b"))
  }

  @Test func `a client of its own credentials has an id, a file with the secret, and scopes`() throws {
    let machine = try login([
      "NETHESIS_MCP_LOGIN_CLIENT_ID": "client-credentials=m,browser=a", "NETHESIS_MCP_LOGIN_CLIENT_AUTH": "post",
      "NETHESIS_MCP_LOGIN_CLIENT_SECRET_FILE": "/s", "NETHESIS_MCP_LOGIN_SCOPE": "things:read,things:write",
      "NETHESIS_MCP_LOGIN_ORIGIN": "https://A.example/,http://127.0.0.1:9",
    ])
    #expect((machine.machineClient, machine.browserClient, machine.anyClient) == ("m", "a", nil))
    #expect(machine.authentication == .post && machine.secretFile == "/s")
    #expect(machine.scopes == ["things:read", "things:write"])
    #expect(machine.origins == ["https://a.example", "http://127.0.0.1:9"])
    #expect(try login(["NETHESIS_MCP_LOGIN_CLIENT_ID": "abc"]).anyClient == "abc")
    let settings = try Settings(environment: ["NETHESIS_MCP_LOGIN_CLIENT_SECRET_FILE": "/s"])
    #expect(settings.secretFiles == ["/s"])
  }

  @Test(arguments: ["https://id.example.com/oidc", "http://127.0.0.1:9/oidc"])
  func `the issuer is a URL that tokens may go to`(_ issuer: String) throws {
    #expect(try login(["NETHESIS_MCP_LOGIN_ISSUER": issuer]).issuer == issuer)
  }

  @Test(arguments: [
    ("LOGIN_ISSUER", "http://id.example.com"), ("LOGIN_ISSUER", "id.example.com"),
    ("LOGIN_ISSUER", "https://id.example.com/?a"), ("LOGIN_CLIENT_ID", "implicit=a"), ("LOGIN_CLIENT_ID", "browser="),
    ("LOGIN_CLIENT_ID", "a b"), ("TOKEN_STORE", "cloud"),
    ("LOGIN_ORIGIN", "https://a.example/path"), ("LOGIN_ORIGIN", "http://a.example"), ("LOGIN_CLIENT_AUTH", "jwt"),
    ("LOGIN_SCOPE", "a b"), ("LOGIN_CLIENT_ID", "client-credentials="),
  ])
  func `what is none is an error that names the setting`(_ name: String, _ value: String) throws {
    let error = #expect(throws: SettingsError.self) { try login(["NETHESIS_MCP_\(name)": value]) }
    #expect("\(try #require(error))".contains("NETHESIS_MCP_\(name)"))
  }

  @Test func `the place of keys is one of three`() throws {
    #expect(try login(["NETHESIS_MCP_TOKEN_STORE": "File"]).store == .file)
    #expect(try login([:]).store == nil)
  }
}
