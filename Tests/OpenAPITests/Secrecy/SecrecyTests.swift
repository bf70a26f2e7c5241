import JSON
import OpenAPI
import Testing

/// Which single fields are secret.
struct SecrecyTests {
  static let string: JSONValue = ["type": "string"]

  @Test(arguments: [
    "password", "passphrase", "secret", "token", "api_key", "private_key", "access_key", "client_secret",
    "current_password", "newPassword", "X-Auth-Token", "apiKey", "APIKey", "x-api-key", "refresh_token", "accessToken",
    "system_secret", "PASSWORD", "password2", "password_confirmation", "passwordNew", "tokens", "apiKeys",

    "clientsecret", "OAuth2Token", "recovery_codes", "bot.token", "HTTPToken",
  ])
  func `a string whose last words mean a credential is secret`(name: String) {
    #expect(Secrecy.isSecret(name: name, schema: Self.string))
    #expect(Secrecy.isSecret(name: name, schema: ["type": ["string", "null"]]))
    #expect(Secrecy.isSecret(name: name, schema: [:]))
  }

  @Test(arguments: [
    "page_token", "next_token", "nextPageToken", "continuation_token", "cursor", "sync_token", "token_type",
    "token_count", "password_id", "secret_name", "key_public", "public_key", "publicToken", "system_key", "key", "id",
    "api_key_id", "access_key_id", "name", "code", "zip_code", "monkey", "", "password_hint", "secretary", "tokenizer",
  ])
  func `other names are not`(name: String) {
    #expect(!Secrecy.isSecret(name: name, schema: Self.string))
  }

  @Test(
    arguments: [
      ["type": "boolean"], ["type": "integer"], ["type": "object"], ["type": "array"], ["properties": [:]],
      ["type": "string", "enum": ["a", "b"]], ["const": "a"], ["anyOf": [["type": "null"]]], false,
    ] as [JSONValue]
  )
  func `a credential's name says nothing of what is not free text`(schema: JSONValue) {
    #expect(!Secrecy.isSecret(name: "token", schema: schema))
  }

  @Test(arguments: [["format": "password"], ["writeOnly": true]] as [JSONValue])
  func `format and writeOnly make any field secret`(schema: JSONValue) {
    #expect(Secrecy.isSecret(name: "comment", schema: schema))
  }

  @Test func `x-mcp overrides everything`() {
    let secret: JSONValue = ["type": "string", "x-mcp": ["secret": true]]
    #expect(Secrecy.isSecret(name: "comment", schema: secret))
    let open: JSONValue = ["type": "string", "format": "password", "x-mcp": ["secret": false]]
    #expect(!Secrecy.isSecret(name: "password", schema: open))
  }

  @Test func `what is said of a parameter beside its schema counts`() throws {
    let document = try APIDocument(
      reading: """
        {"openapi": "3.1.0", "paths": {"/": {"get": {"parameters": [
          {"name": "token", "in": "query", "schema": {"x-mcp": {"secret": true}}, "x-mcp": {"secret": false}},
          {"name": "q", "in": "query", "schema": {"type": "string"}, "x-mcp": {"secret": true}}
        ], "responses": {}}}}}
        """
    )
    let parameters = try #require(document.operations.first?.parameters)
    #expect(parameters.map { Secrecy.isSecret(name: $0.name, schema: $0.schema, mcp: $0.mcp) } == [false, true])
    let fields = parameters.map { SecretFields(schema: $0.schema, name: $0.name, mcp: $0.mcp, role: .input) }
    #expect(fields.map { $0.masking("x") } == ["x", "<your q>"])
  }
}
