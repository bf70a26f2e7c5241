@testable import Calls
import HTTPTypes
import JSON
import MCP
import OpenAPI
@testable import Operations
import Synchronization
import Testing
import TestSupport

@testable import APITools

/// Arguments changed at random: none may crash the program that checks and sends them, or keep it busy.
struct ArgumentFuzzTests {
  @Test func `a few thousand changed arguments`() async throws {
    let bench = try FuzzBench()
    var random = SeededGenerator(seed: 1)
    for round in 0..<3_000 { await bench.attempt(round, &random) }
    #expect(bench.backend.count.withLock { $0 } > 100, "nearly nothing was sent: the samples do not fit the schemas")
  }

  @Test(.enabled(if: Fuzzing.seconds != nil, "runs for as long as NETHESIS_MCP_FUZZ_SECONDS says"))
  func `as many arguments as there is time for`() async throws {
    let bench = try FuzzBench()
    await Fuzzing.run("arguments") { round, random in await bench.attempt(round, &random) }
  }
}

/// Tools with something of everything, those of the published document among them where that is at hand.
private struct FuzzBench {
  let backend: ForgetfulBackend
  private let tools: [Tool]
  private let store: CatalogStore

  init() throws {
    var texts = [Array(ArgumentSample.document.utf8)]
    if Oracles.areEnabled { texts.append(try Oracles.bytes("specs/my-nethesis.openapi.yaml")) }
    var options = APITools.Options()
    options.uploads = UploadFolder("/tmp")
    let backend = ForgetfulBackend()
    self.backend = backend
    tools = try texts.flatMap { text in
      APITools(
        try APIDocument(reading: text),
        base: try BaseURL("https://api.example"),
        backend: backend,
        credentials: StubCredentials(),
        options: options
      ).tools
    }
    store = CatalogStore(Catalog(server: Implementation(name: "bench", version: "1"), tools: tools))
  }

  func attempt(_ round: Int, _ random: inout SeededGenerator) async {
    // Every other call is of a tool of the first document, which has what is unusual.
    let tool = round.isMultiple(of: 2) ? tools[round / 2 % ArgumentSample.count] : random.pick(tools)
    var arguments = ArgumentSample(tool.inputSchema).value(&random)
    for _ in 0..<Int.random(in: 0...3, using: &random) { arguments = ArgumentMutation.changed(arguments, &random) }
    if tool.name == "any", var object = arguments.object {
      object["fields"] = ArgumentMutation.fields(&random)
      arguments = .object(object)
    }
    let params: JSONObject = [
      "name": .string(tool.name), "arguments": arguments,
      "_meta": [
        "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
      ],
    ]
    #expect(await Bench.answer("tools/call", params, of: store) != .null)
  }
}

/// A backend that answers everything, and keeps nothing but how often.
private final class ForgetfulBackend: Backend {
  let count = Mutex(0)
  private static let answer = Array(#"{"a": [{"a": {"a": [[], [{"a": 1}], 0]}}, [], "a"], "0": [[0]]}"#.utf8)

  func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendResponse {
    count.withLock { $0 += 1 }
    return BackendResponse(status: 200, fields: [.contentType: "application/json"], body: Self.answer)
  }
}
