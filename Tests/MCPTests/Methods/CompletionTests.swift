import JSON
import MCP
import Testing

struct CompletionTests {
  private func complete(
    _ client: Client,
    _ ref: JSONValue,
    _ name: String,
    _ value: String,
    context: JSONValue = [:]
  ) async throws -> JSONValue {
    let argument: JSONValue = ["name": .string(name), "value": .string(value)]
    return try await client.call("completion/complete", ["ref": ref, "argument": argument, "context": context])
  }

  @Test(arguments: ProtocolVersion.allCases)
  func `COMP-01, COMP-02, COMP-05, COMP-07: completes both kinds`(version: ProtocolVersion) async throws {
    let client = try await Client.started(version)
    let template: JSONValue = ["type": "ref/resource", "uri": "docs://pages/{page}"]
    let result = try await complete(client, template, "page", "")["result"]
    #expect(result?["completion"]?["values"]?.array?.count == 100)
    #expect(result?["completion"]?["total"] == 150)
    #expect(result?["completion"]?["hasMore"] == true)
    #expect(result?["resultType"] == (version.era == .modern ? "complete" : nil))
    let prompt: JSONValue = ["type": "ref/prompt", "name": "introduce"]
    #expect(try await complete(client, prompt, "name", "G")["result"]?["completion"]?["values"] == ["Grace"])
    let values = try await complete(client, prompt, "name", "a")["result"]?["completion"]?["values"]
    #expect(values == ["Ada", "Grace"])  // What begins with it comes before what contains it.
  }

  @Test func `COMP-03, COMP-06: what is not there or makes no sense is refused`() async throws {
    let client = Client(.v2026_07_28)
    let prompt: JSONValue = ["type": "ref/prompt", "name": "introduce"]
    for ref: JSONValue in [
      ["type": "ref/prompt", "name": "x"], ["type": "ref/resource", "uri": "docs://a"], ["type": "x"], [:], 1,
    ] {
      #expect(try await complete(client, ref, "name", "")["error"]?["code"] == -32602)
    }
    #expect(try await complete(client, prompt, "nope", "")["error"]?["code"] == -32602)
    #expect(try await client.call("completion/complete", ["ref": prompt])["error"]?["code"] == -32602)
    let odd: JSONValue = ["arguments": ["x": 1]]
    #expect(try await complete(client, prompt, "name", "", context: odd)["error"]?["code"] == -32602)
  }

  @Test func `COMP-04: other arguments count`() async throws {
    let prompt = Prompt(
      name: "p",
      arguments: [.init(name: "owner"), .init(name: "repository")],
      handler: Introduction(),
      completer: ByOwner()
    )
    let client = Client(.v2026_07_28, Catalog(server: Implementation(name: "s", version: "1"), prompts: [prompt]))
    let ref: JSONValue = ["type": "ref/prompt", "name": "p"]
    let context: JSONValue = ["arguments": ["owner": "ada"]]
    let result = try await complete(client, ref, "repository", "", context: context)["result"]
    #expect(result?["completion"]?["values"] == ["ada/engine"])
  }
}

private struct ByOwner: Completer {
  func completions(of value: String, for argument: String, others: [String: String]) async -> [String] {
    [others["owner"].map { "\($0)/engine" } ?? "none"]
  }
}
