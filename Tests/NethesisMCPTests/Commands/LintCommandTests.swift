import Foundation
import JSON
import TestSupport
import Testing

struct LintCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let good = """
    openapi: 3.1.1
    info: {title: T, version: "1"}
    servers: [{url: https://h}]
    paths:
      /a:
        get:
          operationId: a
          responses: {"200": {description: All right}}
    """

  private func lint(_ document: String, _ arguments: [String] = []) async throws -> BuiltProgram.Outcome {
    let file = try folder.write("api.yaml", document)
    return try await BuiltProgram.run(["lint", "--spec", file] + arguments, folder: folder)
  }

  @Test func `nothing wrong is nothing said, and 0`() async throws {
    let outcome = try await lint(Self.good)
    #expect(outcome.code == 0)
    #expect(outcome.output == "")
    #expect(outcome.errors == "0 errors, 0 warnings, 0 notes in \(folder.path)/api.yaml\n")
  }

  @Test func `each finding has file, line, column, severity, words and pointer, in the order of the text`() async throws
  {
    let document =
      Self.good + """

              tags: [things]
          /b:
            get:
              operationId: b
              servers: [{url: https://other.example}]
        tags: [{name: stuff}]
        """
    let outcome = try await lint(document.replacing("\ntags:", with: "\ntags:"))
    #expect(outcome.code == 1)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix("\(folder.path)/api.yaml:6:5: note: The tag \"things\"") == true)
    #expect(lines.first?.hasSuffix(" (/paths/~1a/get)") == true)
    #expect(lines.last?.hasPrefix("\(folder.path)/api.yaml:11:5: error: GET /b is left out.") == true)
    #expect(outcome.errors == "1 error, 0 warnings, 1 note in \(folder.path)/api.yaml\n")
  }

  @Test func `what is left out is logged with file and line by other commands`() async throws {
    let document =
      Self.good + """

          /b:
            get:
              operationId: b
              servers: [{url: https://other.example}]
        """
    let file = try folder.write("api.yaml", document)
    let outcome = try await BuiltProgram.run(["tools", "--spec", file], folder: folder)
    let line = try #require(outcome.errors.split(separator: "\n").first { $0.contains("GET /b is left out.") })
    #expect(line.contains("file=\(file):10:5"))
    #expect(line.contains("at=/paths/~1b/get"))
  }

  @Test func `a document without its option is told how to be given`() async throws {
    let outcome = try await BuiltProgram.run(["lint", "api.yaml"], folder: folder)
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("nethesis-mcp lint --spec api.yaml"))
  }

  @Test func `a server that cannot be found is a warning, unless it is given`() async throws {
    let document = Self.good.replacing("https://h", with: "/v1")
    let outcome = try await lint(document)
    #expect(outcome.output.contains("api.yaml:3:1: warning: It cannot be served without --backend"))
    #expect(try await lint(document, ["--backend", "https://h/v1"]).output == "")
  }

  @Test func `JSON has the same`() async throws {
    let outcome = try await lint(
      Self.good.replacing("operationId: a", with: "tags: [x]") + "\ntags: [{name: y}]",
      ["--json"]
    )
    let findings = try #require(try JSONParser.parse(Array(outcome.output.utf8)).array)
    #expect(findings.map { $0["severity"] } == ["note", "note"])
    #expect(findings.map { $0["line"] } == [6, 6])
    #expect(findings.map { $0["column"] } == [5, 5])
    #expect(findings.map { $0["pointer"] } == ["/paths/~1a/get", "/paths/~1a/get"])
    #expect(findings.map { $0["file"]?.string } == ["\(folder.path)/api.yaml", "\(folder.path)/api.yaml"])
  }

  @Test func `warnings are bad with --strict only, notes never`() async throws {
    let warned = Self.good + "\ntags: [{name: y, parent: z}]"
    #expect(try await lint(warned).code == 0)
    #expect(try await lint(warned, ["--strict"]).code == 1)
    let noted = Self.good.replacing("operationId: a", with: "deprecated: false")
    let outcome = try await lint(noted, ["--strict"])
    #expect(outcome.output.contains(": note: "))
    #expect(outcome.code == 0)
  }

  @Test func `what is wrong in an overlay or a file beside the document is found there`() async throws {
    let overlay = try folder.write(
      "o.yaml",
      """
      overlay: 1.0.0
      info: {title: Mine, version: "1"}
      actions:
        - target: $.paths['/nothing']
          update: {x: 1}
      """
    )
    try folder.write("b.yaml", "\nget:\n  operationId: b\n  servers: [{url: 'https://other.example'}]\n")
    let outcome = try await lint(Self.good + "\n  /b: {$ref: b.yaml}", ["--overlay", overlay])
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("\(folder.path)/b.yaml:2:1: error: GET /b is left out.") == true)
    #expect(lines.last?.hasPrefix("\(folder.path)/o.yaml:4:5: ") == true)
  }

  @Test(arguments: ["", "{", "openapi: 4.0.0", "a: &a [*a]"])
  func `what cannot be read ends with 2`(document: String) async throws {
    let outcome = try await lint(document)
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("api.yaml"))
  }

  @Test func `with --strict nothing is served that cannot be served as it is written`() async throws {
    let file = try folder.write("api.yaml", Self.good + "\n  /b: {get: {servers: [{url: 'https://other.example'}]}}")
    let outcome = try await BuiltProgram.run(["tools", "--spec", file, "--strict"], folder: folder)
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("\(file):9:8: error: GET /b is left out."))
    let lax = try await BuiltProgram.run(["tools", "--spec", file], folder: folder)
    #expect(lax.code == 0)
  }

  @Test func `a pattern that is not checked is one warning, fatal only with --strict`() async throws {
    let pattern = "{name: q, in: query, schema: {type: string, pattern: '(a)\\1'}}"
    let document = Self.good.replacing("operationId: a", with: "operationId: a\n      parameters: [\(pattern)]")
    let outcome = try await lint(document)
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("api.yaml:6:5: warning: The pattern (a)\\1 of GET /a is left out of the check: "))
    let file = "\(folder.path)/api.yaml"
    #expect(try await BuiltProgram.run(["tools", "--spec", file], folder: folder).code == 0)
    #expect(try await BuiltProgram.run(["tools", "--spec", file, "--strict"], folder: folder).code == 2)
  }

  @Test(.enabled(if: Oracles.areEnabled, "needs ../shared/specs"))
  func `the real defects of the published document are found`() async throws {
    let file = Oracles.folder.appending(path: "specs/my-nethesis.openapi.yaml").path
    let outcome = try await BuiltProgram.run(["lint", "--spec", file], folder: folder)
    #expect(outcome.code == 1)
    for defect in [
      ": warning: DELETE /systems/{id}/backups/{backup_id}/download is probably meant to stand at ",
      ": note: The tag \"Backend - Systems Backups\" of ",
      " asks for the scope system_key:system_secret of \"BasicAuth\", a scheme that has no scopes.",
      ": error: GET /systems/info is left out. It has a server of its own",
    ] {
      #expect(outcome.output.contains(defect))
    }
  }
}
