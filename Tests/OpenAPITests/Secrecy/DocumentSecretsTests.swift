import JSON
import OpenAPI
import TestSupport
import Testing

/// Whole documents as models see them.
struct DocumentSecretsTests {
  static let text = """
    {
      "openapi": "3.0.3",
      "paths": {
        "/a": {
          "post": {
            "parameters": [
              {"name": "X-Api-Key", "in": "header", "schema": {"type": "string", "example": "canary"}, "example": "canary"},
              {"name": "q", "in": "query", "x-mcp": {"secret": true}, "schema": {"$ref": "#/components/schemas/Text"},
               "examples": {"one": {"value": "canary"}}}
            ],
            "requestBody": {"content": {"application/json": {
              "schema": {"$ref": "#/components/schemas/Request"},
              "examples": {"one": {"$ref": "#/components/examples/One"}, "two": {"serializedValue": "canary"}}
            }}},
            "responses": {"200": {"description": "", "content": {"application/json": {
              "schema": {"$ref": "#/components/schemas/Answer"},
              "example": {"token": "canary", "name": "kept", "undeclared": {"secret": "canary"}}
            }}}}
          }
        }
      },
      "components": {
        "examples": {"One": {"value": {"password": "canary", "name": "kept"}}},
        "schemas": {
          "Request": {"type": "object", "properties": {
            "password": {"type": "string", "example": "canary"}, "pin": {"$ref": "#/components/schemas/Text"}
          }, "example": {"password": "canary"}},
          "Answer": {"type": "object", "properties": {"token": {"type": "string", "example": "canary"}}},
          "Text": {"type": "string", "example": "canary"}
        }
      }
    }
    """

  let secrets: DocumentSecrets

  init() throws { secrets = DocumentSecrets(try APIDocument(reading: Self.text)) }

  @Test func `no secret stays in a document, and nothing else changes`() throws {
    let root = secrets.root
    #expect(!root.description.contains("canary"))
    let operation = try #require(root["paths"]?["/a"]?["post"])
    let body = try #require(operation["requestBody"]?["content"]?["application/json"])
    #expect(body["examples"]?["one"] == ["value": ["password": "<your password>", "name": "kept"]])
    let answer = try #require(operation["responses"]?["200"]?["content"]?["application/json"])
    #expect(answer["example"] == ["token": "<token>", "name": "kept", "undeclared": ["secret": "<secret>"]])
    #expect(root["components"]?["schemas"]?["Request"]?["example"] == ["password": "<your password>"])
  }

  @Test func `who gives the values of a schema follows from its use`() {
    #expect(secrets.role(ofSchema: "Request") == .input)
    #expect(secrets.role(ofSchema: "Text") == .input)
    #expect(secrets.role(ofSchema: "Answer") == .output)
  }

  @Test func `components are masked for the side that they are shown on`() {
    let schemas = secrets.schemas(role: .input)
    #expect(!JSONValue.object(schemas).description.contains("canary"))
    #expect(schemas["Request"]?["properties"]?["password"]?["examples"] == ["<your password>"])
    #expect(secrets.schemas(role: .output)["Answer"]?["properties"]?["token"]?["examples"] == ["<token>"])
    let fields = secrets.fields(of: ["$ref": "#/components/schemas/Answer"], role: .output)
    #expect(fields.masking(["token": "t"]) == ["token": "<token>"])
  }

  @Test(.enabled(if: Oracles.areEnabled, "needs ../shared/specs"))
  func `the published document keeps its shape`() throws {
    let document = try APIDocument(reading: Oracles.bytes("specs/my-nethesis.openapi.yaml"))
    let masked = DocumentSecrets(document).root
    #expect(masked["paths"]?.object?.names == document.root["paths"]?.object?.names)
    #expect(masked["components"]?["schemas"]?.object?.names == document.root["components"]?["schemas"]?.object?.names)
    #expect(try APIDocument(reading: masked.json).operations.map(\.path) == document.operations.map(\.path))
  }
}
