import OpenAPI
@testable import Settings
import Testing

/// What is configured for the security schemes of a document.
struct SchemeTests {
  private static let document = #"""
    {"openapi": "3.1.1", "info": {"title": "T", "version": "1"},
     "paths": {"/a": {"get": {"security": [{"api-key": [], "Basic": []}, {"Token": []}]}}},
     "components": {"securitySchemes": {
       "Token": {"type": "http", "scheme": "bearer"}, "Basic": {"type": "http", "scheme": "basic"},
       "api-key": {"type": "apiKey", "in": "header", "name": "X-Key"}}}}
    """#

  private let schemes: SchemeTable

  init() throws { schemes = SchemeTable(try APIDocument(reading: Self.document)) }

  @Test func `a variable goes before the file`() throws {
    var settings = Settings()
    settings.credentials = ["api-key": .keyFile("k"), "Token": .tokenFile("t")]
    settings.credentialVariables = ["API_KEY": "from the variable", "OTHER": "x"]
    #expect(
      try settings.credentials(for: schemes) == ["api-key": .secret("from the variable"), "Token": .tokenFile("t")]
    )
    #expect(settings.unusedVariables(schemes) == ["NETHESIS_MCP_CREDENTIAL_OTHER"])
  }

  @Test(
    arguments: [
      ("token", .tokenFile("f"), "the document has no such security scheme; it has Token, Basic, api-key"),
      ("Token", .keyFile("f"), #"this scheme takes "token-file", not "key-file""#),
      ("Basic", .tokenFile("f"), #"this scheme takes "user" and "password-file", not "token-file""#),
      ("api-key", .user("u", passwordFile: "f"), #"this scheme takes "key-file", not "user" and "password-file""#),
    ] as [(String, CredentialSetting, String)]
  )
  func `a credential for no scheme, or of another kind, is refused`(
    scheme: String,
    credential: CredentialSetting,
    words: String
  ) throws {
    var settings = Settings()
    settings.configFile = "c.json"
    settings.credentials = [scheme: credential]
    let error = #expect(throws: SettingsError.self) { try settings.credentials(for: schemes) }
    #expect(error?.description == "c.json at /credentials/\(scheme): \(words)")
  }
}
