import JSON
import OpenAPI
import Testing

/// Which single fields are secret by their name and form alone.
struct SecrecyTests {
  static let string: JSONValue = ["type": "string"]

  /// Tells whether a field is a secret, of whose surroundings nothing is known.
  static func isSecret(_ name: String, _ schema: JSONValue = string) -> Bool {
    Secrecy.rule(schema, in: SecretContext(parameter: name, among: [name])) != nil
  }

  @Test(arguments: [
    "password", "passphrase", "secret", "token", "api_key", "private_key", "access_key", "client_secret",
    "current_password", "newPassword", "X-Auth-Token", "apiKey", "APIKey", "x-api-key", "refresh_token", "accessToken",
    "system_secret", "PASSWORD", "password2", "password_confirmation", "passwordNew", "tokens", "apiKeys",

    "clientsecret", "OAuth2Token", "recovery_codes", "bot.token", "HTTPToken",
  ])
  func `a string whose last words mean a credential is secret`(name: String) {
    #expect(Self.isSecret(name))
    #expect(Self.isSecret(name, ["type": ["string", "null"]]))
    #expect(Self.isSecret(name, [:]))
    #expect(Self.isSecret(name, ["type": "array", "items": ["type": "string"]]))
  }

  @Test(arguments: [
    "page_token", "next_token", "nextPageToken", "continuation_token", "cursor", "sync_token", "token_type",
    "token_count", "password_id", "secret_name", "key_public", "public_key", "publicToken", "system_key", "key", "id",
    "api_key_id", "access_key_id", "name", "code", "zip_code", "monkey", "", "password_hint", "secretary", "tokenizer",
  ])
  func `other names are not`(name: String) {
    #expect(!Self.isSecret(name))
  }

  @Test(
    arguments: [
      ["type": "boolean"], ["type": "integer"], ["type": "array"], ["properties": [:]],
      ["type": "string", "enum": ["a", "b"]], ["const": "a"], ["anyOf": [["type": "null"]]], false,
      ["type": "boolean", "format": "password"], ["type": "boolean", "writeOnly": true],
    ] as [JSONValue]
  )
  func `a credential's name says nothing of what is not free text`(schema: JSONValue) {
    #expect(!Self.isSecret("token", schema))
  }

  @Test(
    arguments: [
      ["type": "object"], ["additionalProperties": ["type": "string"]],
      ["type": "object", "additionalProperties": true],
    ] as [JSONValue]
  )
  func `a map of credentials is one`(schema: JSONValue) {
    #expect(Self.isSecret("access_tokens", schema))
    #expect(!Self.isSecret("labels", schema))
  }

  @Test func `format makes any field secret, and writeOnly does not`() {
    #expect(Self.isSecret("comment", ["format": "password"]))
    #expect(!Self.isSecret("comment", ["type": "string", "writeOnly": true]))
  }

  @Test func `x-mcp overrides everything`() {
    #expect(Self.isSecret("comment", ["type": "string", "x-mcp": ["secret": true]]))
    let open: JSONValue = ["type": "string", "format": "password", "x-mcp": ["secret": false]]
    #expect(!Self.isSecret("password", open))
  }

  private static let unclear: [JSONValue] = [
    ["secret": "true"], ["secret": 1], ["secret": []], ["Secret": true], ["secrets": true], ["sercet": true],
    ["secret ": true], ["sensitive": true], "secret", "Secret",
  ]

  @Test(arguments: unclear)
  func `a mark that is unclear counts as one`(_ mark: JSONValue) throws {
    #expect(Self.isSecret("comment", ["type": "string", "x-mcp": mark]))
    let document = try APIDocument(
      reading: """
        {"openapi": "3.1.0", "paths": {"/": {"get": {"operationId": "o", "parameters": [
          {"name": "q", "in": "query", "schema": {"type": "string"}, "x-mcp": \(mark)}
        ], "responses": {}}}}, "components": {"schemas": {"S": {"type": "string", "x-mcp": \(mark)}}}}
        """
    )
    #expect(document.operations.first?.parameters.first?.mcp.isSecret == true)
    let reported = document.diagnostics + Lint.diagnostics(of: document)
    #expect(reported.count { $0.location.tokens.contains("x-mcp") } == 2)
  }

  private static let others: [JSONValue] = [
    ["secret": false], ["secrets": false], ["secret": .null], ["arrays": "indices"], true, "text",
  ]

  @Test(arguments: others)
  func `what marks no secret is none`(_ mark: JSONValue) {
    #expect(!Self.isSecret("comment", ["type": "string", "x-mcp": mark]))
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
    let rules = parameters.map { parameter in
      Secrecy.rule(parameter.schema, in: SecretContext(parameter: parameter.name, among: []), mcp: parameter.mcp)
    }
    #expect(rules.map { $0 != nil } == [false, true])
    let fields = parameters.map { SecretFields(schema: $0.schema, name: $0.name, mcp: $0.mcp, role: .input) }
    #expect(fields.map { $0.masking("x") } == ["x", "<your q>"])
  }
}
