@testable import Calls
import JSON
import MCP
@testable import Redaction
import Testing

@testable import APITools

/// What the document itself says is no secret, though a secret reads the same.
struct DeclaredWordsTests {
  private static let operation = """
    {"operationId": "make", "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object",
      "required": ["name"], "properties": {"name": {"type": "string"},
        "mode": {"type": "string", "enum": ["readonly-mode", "read"]}, "password": {"type": "string"}}}}}},
     "responses": {
       "200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Made"}}}},
       "4XX": {"description": "", "content": {"application/json": {"schema": {"type": "object", "properties": {
         "customer-account": {"type": "string"}, "reason": {"const": "readonly-mode"}, "message": {"type": "string"}}}}}}
     }}
    """
  private static let rest = """
    , "components": {"schemas": {"Made": {"type": "object", "additionalProperties": true, "properties": {
      "customer-account": {"type": "string"}, "message": {"type": "string"}, "id": {"type": "string"},
      "mode": {"anyOf": [{"enum": ["readonly-mode", "read"]}, {"type": "null"}]},
      "tags": {"type": "object", "additionalProperties": {"type": "string"}},
      "next": {"$ref": "#/components/schemas/Made"},
      "list": {"type": "array", "items": {"enum": ["readonly-mode", 12345678]}}}}}}
    """

  private func result(
    _ password: String,
    status: Int = 200,
    _ body: JSONValue,
    mode: String? = nil
  ) async throws -> JSONValue {
    var options = APITools.Options()
    options.secrets = .auto
    let bench = try Bench(
      operation: Self.operation,
      method: "post",
      rest: Self.rest,
      backend: StubBackend(status, body: body.description),
      options: options
    )
    var arguments: JSONObject = ["name": "n", "password": .string(password)]
    if let mode { arguments["mode"] = .string(mode) }
    return await bench.call("make", arguments)
  }

  @Test(arguments: ["readonly-mode", "READONLY-MODE", "read", "12345678"])
  func `a value that the schema lists at its place stays, and the same text elsewhere does not`(
    password: String
  ) async throws {
    let word = password.lowercased()
    let value: JSONValue =
      password == "12345678"
      ? ["list": [12345678], "message": "12345678", "other": 12345678]
      : [
        "mode": .string(word), "list": ["readonly-mode"], "next": ["mode": .string(word)], "message": .string(word),
        "other": .string(word), "tags": ["a": .string(word)],
      ]
    let redacted: JSONValue =
      password == "12345678"
      ? ["list": [12345678], "message": "[redacted]", "other": "[redacted]"]
      : [
        "mode": .string(word), "list": ["readonly-mode"], "next": ["mode": .string(word)], "message": "[redacted]",
        "other": "[redacted]", "tags": ["a": "[redacted]"],
      ]
    #expect(try await result(password, value)["structuredContent"] == redacted)
  }

  @Test func `the name of a declared property stays, and the same name of another member does not`() async throws {
    let value: JSONValue = [
      "customer-account": "1", "tags": ["customer-account": "2"], "next": ["customer-account": "3"],
      "x": ["customer-account": "4"], "message": "your customer-account",
    ]
    let redacted: JSONValue = [
      "customer-account": "1", "tags": ["[redacted]": "2"], "next": ["customer-account": "3"], "x": ["[redacted]": "4"],
      "message": "your [redacted]",
    ]
    #expect(try await result("customer-account", value)["structuredContent"] == redacted)
  }

  @Test func `a failure keeps what its own schema states`() async throws {
    let body: JSONValue = ["customer-account": "x", "reason": "readonly-mode", "message": "no readonly-mode"]
    let text = try await result("readonly-mode", status: 409, body)["content"]?.array?.first?["text"]?.string ?? ""
    #expect(text.contains(#"{"customer-account":"x","reason":"readonly-mode","message":"no [redacted]"}"#))
    let other = try await result("customer-account", status: 409, body)["content"]?.array?.first?["text"]?.string ?? ""
    #expect(other.contains(#"{"customer-account":"x","#))
  }

  @Test func `an id that begins a token stays where it is declared, and nowhere else`() async throws {
    let value: JSONValue = ["id": "nm_0123456789", "token": "nm_0123456789.abcdefghij", "x": "nm_0123456789"]
    let operation = """
      {"responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object",
        "properties": {"id": {"type": "string"}, "token": {"type": "string"}}}}}}}}
      """
    var options = APITools.Options()
    options.secrets = .auto
    let bench = try Bench(
      operation: operation,
      method: "post",
      backend: StubBackend(body: value.description),
      options: options
    )
    let marked: JSONValue = ["id": "nm_0123456789", "token": "(kept out of this conversation)", "x": "[redacted]"]
    #expect(await bench.call()["structuredContent"] == marked)
  }

  // MARK: Sentences

  @Test(arguments: [
    "Invalid arguments", "nothing was sent", "arguments", "readonly-mode", "not shown",
  ])
  func `the fixed words of a refusal stay whole, and what is quoted in it does not`(password: String) async throws {
    let result = try await result(password, [:], mode: "the \(password) of it")
    let text = try #require(result["content"]?.array?.first?["text"]?.string)
    #expect(text.hasPrefix("Invalid arguments, so nothing was sent:\n- mode "))
    #expect(text.contains("readonly-mode"))
    let quoted = try #require(text.firstRange(of: "(given: ")).upperBound
    #expect(!text[quoted...].contains(password), "\(text)")
  }

  @Test(arguments: ["nothing at", "the answer"])
  func `a backend's failure is told in whole sentences`(password: String) async throws {
    let result = try await result(password, status: 404, ["message": .string("\(password) x")])
    let text = try #require(result["content"]?.array?.first?["text"]?.string)
    #expect(text.hasPrefix("HTTP 404. There is nothing of that name or id."))
    #expect(text.contains("[redacted] x"))
  }

  @Test func `names that a schema requires or lists stay, though no schema is given for their values`() {
    let labels: JSONValue = ["propertyNames": ["enum": ["label-one"]], "additionalProperties": ["type": "string"]]
    let shape = DeclaredShape([["required": ["billing-state"], "properties": ["labels": labels]]])
    let redaction = ValueRedaction(Scrubber(["billing-state", "label-one"]), shape)
    let value: JSONValue = ["billing-state": "x", "labels": ["label-one": "y", "z": "label-one"], "label-one": "z"]
    #expect(
      redaction.redacted(value)
        == ["billing-state": "x", "labels": ["label-one": "y", "z": "[redacted]"], "[redacted]": "z"]
    )
  }
}
