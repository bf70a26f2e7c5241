@testable import Calls
import JSON
import MCP
import Testing

@testable import APITools

/// Arguments of several secrets: maps, objects and arrays, which nobody can type into one field.
struct SeveralSecretsTests {
  private static let secret = "canary-5f0c19a2"

  private static let operation = """
    {"requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object",
      "required": ["credentials", "name"], "properties": {
        "access_tokens": {"type": "object", "additionalProperties": {"type": "string"}},
        "credentials": {"type": "object"},
        "tokens": {"type": "array", "items": {"type": "string"}},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "name": {"type": "string"}
      }}}}}}
    """

  private static let values: [String: JSONValue] = [
    "access_tokens": ["a": .string(secret)], "credentials": ["user": .string(secret), "port": 22],
    "tokens": [.string(secret)],
  ]

  private func bench(_ policy: SecretPolicy) throws -> Bench {
    var options = APITools.Options()
    options.secrets = policy
    return try Bench(operation: Self.operation, method: "post", options: options)
  }

  @Test func `strict does not know them, and auto leaves them open`() throws {
    let strict = try bench(.strict).schema(of: "post_things")
    #expect(strict["properties"]?.object?.names == ["labels", "name"])
    #expect(strict["required"] == ["name"])
    let auto = try bench(.auto).schema(of: "post_things")
    #expect(auto["properties"]?.object?.names == ["access_tokens", "credentials", "tokens", "labels", "name"])
    #expect(auto["required"] == ["name"])
    #expect(auto["properties"]?["credentials"]?["description"]?.string?.contains("Never ask for this") == true)
    #expect(auto["properties"]?["labels"]?["description"] == nil)
    let inline = try bench(.inline).schema(of: "post_things")
    #expect(inline["required"] == ["credentials", "name"])
    #expect(inline["properties"]?["tokens"]?["description"] == nil)
  }

  @Test(arguments: ["access_tokens", "credentials", "tokens"])
  func `strict refuses them and does not repeat them`(name: String) async throws {
    let bench = try bench(.strict)
    let arguments = JSONObject([("name", "n"), (name, Self.values[name] ?? [:])])
    let failure = try #require(await bench.failure(nil, arguments))
    #expect(failure.contains("secrets are not accepted here: \(name)"))
    #expect(!failure.contains(Self.secret))
    #expect(bench.backend.asked.isEmpty)
    // Empty ones too: nothing of that name is taken.
    let empty: JSONValue = name == "tokens" ? [] : [:]
    let other = try #require(await bench.failure(nil, JSONObject([("name", "n"), (name, empty)])))
    #expect(other.contains("secrets are not accepted here: \(name)"))
  }

  @Test(arguments: [SecretPolicy.auto, .strict])
  func `a call without one that it needs says what the user can do`(policy: SecretPolicy) async throws {
    let bench = try bench(policy)
    let failure = try #require(await bench.failure(nil, ["name": "n"]))
    #expect(failure.contains("credentials holds several secret values"))
    #expect(failure.contains("nethesis-mcp call"))
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `auto takes what a script gives, and nothing says it again`() async throws {
    var options = APITools.Options()
    options.secrets = .auto
    let backend = StubBackend(400, body: #"{"message": "bad \#(Self.secret)"}"#)
    let bench = try Bench(operation: Self.operation, method: "post", backend: backend, options: options)
    let arguments: JSONObject = ["name": "n", "credentials": ["user": .string(Self.secret)]]
    let failure = try #require(await bench.failure(nil, arguments))
    #expect(bench.backend.asked.first?.text.contains(Self.secret) == true)
    #expect(!failure.contains(Self.secret))
  }
}
