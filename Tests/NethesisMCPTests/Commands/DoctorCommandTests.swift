import JSON
import Testing

struct DoctorCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func doctor(
    _ arguments: [String] = [],
    environment: [String: String] = [:]
  ) async throws -> BuiltProgram.Outcome {
    try await BuiltProgram.run(["doctor"] + arguments, environment: environment, folder: folder)
  }

  @Test func `it is said where settings come from, and which goes first`() async throws {
    let file = try folder.write("c.json", #"{"timeout": 3, "log-level": "debug"}"#)
    let outcome = try await doctor(
      ["--config", file, "--timeout", "2"],
      environment: ["NETHESIS_MCP_ERA": "modern", "NETHESIS_MCP_TOKEN": "hidden-token"]
    )
    #expect(
      outcome.output.hasPrefix(
        """
        ok    settings: These are set: NETHESIS_MCP_TOKEN, --config, NETHESIS_MCP_ERA, --timeout, \(file) at /log-level.
        ok    settings: --timeout goes before \(file) at /timeout.

        """
      )
    )
    #expect(!outcome.output.contains("hidden-token"))
  }

  @Test(arguments: [
    ("NETHESIS_MCP_TOKENFILE", "x", "There is no setting for the variable NETHESIS_MCP_TOKENFILE. Did you mean"),
    ("NETHESIS_MCP_TOKEN", "${TOKEN}", "The variable NETHESIS_MCP_TOKEN still reads ${…}, and counts as not set."),
    ("NETHESIS_MCP_ERA", "", "The variable NETHESIS_MCP_ERA is empty, and counts as not set."),
  ])
  func `variables that count for nothing are named`(name: String, value: String, words: String) async throws {
    #expect(try await doctor(environment: [name: value]).output.contains("warn  settings: \(words)"))
  }

  @Test(arguments: [
    (#"{"time": 3}"#, "c.json at /time: this key is not known; did you mean \"timeout\"?"),
    (#"{"backend": "ftp://x"}"#, "c.json at /backend: only https and http are spoken."),
  ])
  func `a setting that cannot be used has failed`(content: String, words: String) async throws {
    let outcome = try await doctor(["--config", try folder.write("c.json", content)])
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("fail  settings: ") && outcome.output.contains(words))
  }

  private static let good = """
    openapi: 3.1.1
    info: {title: T, version: "1"}
    servers: [{url: "http://127.0.0.1:1"}]
    paths:
      /a:
        get: {operationId: a}
    """
  private static let bad = good + "\n  /b:\n    get: {servers: [{url: 'https://other.example'}]}"

  @Test func `what of a document is not served is counted, and has failed with --strict`() async throws {
    let file = try folder.write("api.yaml", Self.bad)
    let lax = try await doctor(["--spec", file])
    #expect(lax.output.contains("warn  document: \(file) with the built-in overlay: 2 operations; 1 errors, "))
    let strict = try await doctor(["--spec", file, "--strict"])
    #expect(strict.code == 1)
    #expect(strict.output.contains("fail  document: "))
  }

  @Test func `a document that is not there has failed`() async throws {
    let outcome = try await doctor(["--spec", "/nowhere"])
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("fail  document: there is no file /nowhere"))
  }

  @Test func `JSON has the same lines`() async throws {
    let outcome = try await doctor(["--spec", "/nowhere", "--json"])
    let lines = try #require(try JSONParser.parse(Array(outcome.output.utf8)).array)
    #expect(outcome.code == 1)
    #expect(lines.map { $0["level"] } == ["ok", "fail"])
    #expect(lines.map { $0["subject"] } == ["settings", "document"])
    #expect(lines.last?["text"]?.string?.contains("/nowhere") == true)
  }
}
