import Foundation
import JSON
import Testing
import TestSupport

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
    ("NETHESIS_MCP_PASSWORDFILE", "x", "There is no setting for the variable NETHESIS_MCP_PASSWORDFILE."),
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
    #expect(lax.output.contains("warn  document: \(file): 2 operations; 1 error, "))
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

  /// What is found of a credential where no backend runs.
  private func credential(_ token: String, _ arguments: [String] = []) async throws -> [String] {
    let outcome = try await doctor(
      ["--backend", "http://127.0.0.1:1"] + arguments,
      environment: token.isEmpty ? [:] : ["NETHESIS_MCP_TOKEN": token]
    )
    #expect(token.isEmpty || !outcome.output.contains(token))
    return outcome.output.split(separator: "\n").map(String.init).filter { $0.contains(" credential: ") }
  }

  /// A token that says when it ends.
  private func signed(_ end: String) -> String {
    "e30.\(Data(#"{"exp":\#(end)}"#.utf8).base64EncodedString().replacing("=", with: "")).c2ln"
  }

  @Test func `the form of a credential is told, and what it is of no use for`() async throws {
    #expect(try await credential("opaque0123456789") == ["ok    credential: BearerAuth: a token."])
    let key = try await credential("myk_0123456789.0123456789")
    #expect(key.first == "ok    credential: BearerAuth: a token that begins with myk_.")
    #expect(key.last?.hasPrefix("fail  credential: It is of no use for list_api_keys, create_api_key, ") == true)
    #expect(key.last?.contains("no API key can manage API keys") == true)
    let none = try await credential("")
    #expect(none.count == 1 && none[0].contains("no token is configured"))
    #expect(try await credential("", ["--caller-session-tokens"]) == ["ok    credential: Callers bring their own."])
  }

  @Test func `the end of a credential is told before it comes and after`() async throws {
    func seconds(fromNow offset: Int) -> String { "\(Int(Date.now.timeIntervalSince1970) + offset)" }
    let ended = try await credential(signed(seconds(fromNow: -1)))
    #expect(ended.count == 1)
    #expect(ended[0].hasPrefix("fail  credential: BearerAuth: a signed token of a session, which has ended at 20"))
    #expect(ended[0].contains("signs in with `nethesis-mcp login`"))
    #expect(try await credential(signed(seconds(fromNow: 280)))[0].hasPrefix("warn  credential: "))
    #expect(try await credential(signed("4102444800"))[0].hasSuffix(" which ends at 2100-01-01T00:00:00Z."))
    #expect(try await credential(signed("1e999"))[0].hasSuffix("9999-12-31T23:59:59Z."))
    #expect(try await credential(signed("-1e300"))[0].contains("which has ended at 1970-01-01T00:00:00Z."))
  }

  @Test func `a token file is looked for once, and who can read it`() async throws {
    #expect(try await credential("", ["--token-file", "/nowhere"]).count == 1)
    let open = try folder.write("token", "hidden-token", mode: 0o644)
    let outcome = try await doctor(["--token-file", open])
    #expect(
      outcome.output.contains("warn  files: \(open) can be read by every user of this machine. chmod 600 \(open)")
    )
    let closed = try folder.write("token", "hidden-token")
    #expect(
      try await doctor(["--token-file", closed]).output.contains("ok    files: \(closed) is closed to other users")
    )
  }

  @Test func `no operation that is served has failed`() async throws {
    let outcome = try await doctor(["--exclude", "/**"])
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("fail  tools: No operation is served."))
  }

  @Test func `the options of a server on HTTP are looked at`() async throws {
    let open = try await doctor(["--listen", "0.0.0.0:1"])
    #expect(open.output.contains("fail  http: --listen: others could reach 0.0.0.0"))
    let key = try await doctor(["--state-key-file", "/nowhere"])
    #expect(key.output.contains("fail  http: --state-key-file: there is no file /nowhere."))
    let file = try folder.write("tokens", "alice:\(String(repeating: "0", count: 64))\n")
    let tokens = try await doctor(["--listen", "0.0.0.0:1", "--access-token-file", file])
    #expect(tokens.output.contains("ok    http: Who is in \(file) may use the server."))
  }

  @Test func `a record of calls is read and not begun`() async throws {
    let path = "\(folder.path)/audit"
    let none = try await doctor(["--audit", path])
    #expect(none.output.contains("ok    audit: \(path) is not there yet"))
    #expect(!FileManager.default.fileExists(atPath: path))
    try folder.write("audit", "forged\n")
    #expect(
      try await doctor(["--audit", path]).output.contains(
        "fail  audit: \(path) has lines but its key \(path).key is missing"
      )
    )
    try folder.write("audit.key", String(repeating: "0", count: 64))
    let damaged = try await doctor(["--audit", path]).output
    #expect(damaged.contains("fail  audit: 1 of the 1 lines are not as written; calls go on, and are recorded."))
    #expect(damaged.contains("nethesis-mcp audit verify \(path) names them."))
    #expect(!damaged.contains("no call is sent"))
    try folder.write("audit", "")
    #expect(try await doctor(["--audit", path]).output.contains("ok    audit: \(path) has 0 lines"))
  }

  @Test(arguments: [["audit", "audit.key"], ["audit"], ["audit.key"], []])
  func `it is said who can read a record of calls and its key`(open: [String]) async throws {
    for name in ["audit", "audit.key"] {
      try folder.write(
        name,
        name == "audit" ? "" : String(repeating: "0", count: 64),
        mode: open.contains(name) ? 0o644 : 0o600
      )
    }
    let output = try await doctor(["--audit", "\(folder.path)/audit"]).output
    for name in ["audit", "audit.key"] {
      let path = "\(folder.path)/\(name)"
      let words =
        open.contains(name)
        ? "warn  files: \(path) can be read by every user of this machine. chmod 600 \(path)"
        : "ok    files: \(path) is closed to other users of this machine."
      #expect(output.contains(words))
    }
  }
}
