import JSON
import NethesisMCP
@testable import ProcessEnvironment
import Testing
import TestSupport

struct ProgramTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    (["--bogus"], "Unknown option '--bogus'"),
    (["nothing"], "nothing"),
    (["call"], "Missing expected argument '<tool>'"),
    (["--timeout", "0"], "Error: --timeout: expected a number of seconds"),
    (["stdio", "--backend", "http://example.com"], "Error: --backend: http would send the token unencrypted"),
    (["tools", "--spec", ""], "Error: --spec: this is empty"),
    (["call", "t", "--arguments", "-", "--password-stdin"], "cannot both read standard input"),
    (["call", "t", "word"], "Error: an argument is name=value or name:=json"),
    (["call", "t", "--arguments", "/nowhere"], "Error: --arguments: there is no file /nowhere"),
    (["call", "t", "--password-stdin"], "Error: --password-stdin: the first line of standard input is empty"),
    (["lint", "--spec", "/nowhere"], "Error: there is no file /nowhere"),
    (["sandbox", "--listen", "8080"], "Error: --listen: expected ADDRESS:PORT"),
    (["sandbox", "--listen", "::1:8080"], "Error: --listen: an IPv6 address stands in brackets"),
    (["sandbox", "--listen", "0.0.0.0:0"], "Error: --listen: other machines could reach 0.0.0.0"),
  ])
  func `wrong usage ends with 2 and words on standard error`(arguments: [String], words: String) async throws {
    let outcome = try await BuiltProgram.run(arguments, folder: folder)
    #expect(outcome.code == 2)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains(words))
  }

  @Test func `the environment is read, and what is wrong in it is named`() async throws {
    let environment = ["NETHESIS_MCP_ERA": "stone", "NETHESIS_MCP_TOKEN": "hidden"]
    let outcome = try await BuiltProgram.run([], environment: environment, folder: folder)
    #expect(outcome.code == 2)
    #expect(outcome.errors == "Error: NETHESIS_MCP_ERA: expected one of dual, modern, legacy\n")
  }

  @Test func `the configuration file is read, and what is wrong in it is named`() async throws {
    let file = try folder.write("c.json", #"{"time": 3}"#)
    let outcome = try await BuiltProgram.run(["--config", file], folder: folder)
    #expect(outcome.code == 2)
    #expect(outcome.errors == "Error: \(file) at /time: this key is not known; did you mean \"timeout\"?\n")
  }

  @Test(arguments: [
    ["--help"], ["stdio", "--help"], ["call", "--help"], ["tools", "-h"], ["lint", "-h"], ["help", "sandbox"],
  ])
  func `help goes to standard output, with examples`(arguments: [String]) async throws {
    let outcome = try await BuiltProgram.run(arguments, folder: folder)
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(outcome.output.contains("  nethesis-mcp "))
  }

  private static let api = """
    openapi: 3.1.1
    info: {title: T, version: "1"}
    servers: [{url: "http://127.0.0.1:1"}]
    paths:
      /a: {get: {operationId: readAll, tags: [a]}, post: {operationId: add, tags: [a]}}
      /b/{id}: {get: {operationId: readOne, tags: [b], parameters: [{name: id, in: path, required: true}]}}
    """

  /// The names of the tools that options leave.
  private func tools(_ arguments: [String], environment: [String: String] = [:]) async throws -> [String?] {
    let spec = try folder.write("api.yaml", Self.api)
    let outcome = try await BuiltProgram.run(
      ["tools", "--json", "--no-docs-tools", "--spec", spec] + arguments,
      environment: environment,
      folder: folder
    )
    #expect(outcome.code == 0)
    return (try JSONParser.parse(Array(outcome.output.utf8)).array ?? []).map { $0["name"]?.string }
  }

  @Test(arguments: [
    ([], ["read_all", "add", "read_one"]), (["--read-only"], ["read_all", "read_one"]),
    (["--include", "tag:b", "--include", "method:post"], ["add", "read_one"]),
    (["--exclude", "/b/**"], ["read_all", "add"]),
    (["--include", "id:read*", "--exclude", "tag:b"], ["read_all"]),
    (["--tools", "search"], ["search_operations", "describe_operation", "call_operation"]),
  ])
  func `options choose what is published`(arguments: [String], names: [String]) async throws {
    #expect(try await tools(arguments) == names)
  }

  @Test func `a variable chooses, too`() async throws {
    #expect(try await tools([], environment: ["NETHESIS_MCP_EXCLUDE": "tag:b,id:add"]) == ["read_all"])
  }

  @Test func `the budget of each way to offer the tools is printed`() async throws {
    let spec = try folder.write("api.yaml", Self.api)
    let outcome = try await BuiltProgram.run(["tools", "--spec", spec], folder: folder)
    // With the two for the documentation.
    #expect(outcome.output.contains("\n--tools all (auto): 5 tools, about "))
    #expect(outcome.output.contains("\n--tools search: 5 tools, about "))
  }

  @Test func `a tool that is only found by searching can be called by its name`() async throws {
    let spec = try folder.write("api.yaml", Self.api)
    let outcome = try await BuiltProgram.run(["call", "read_all", "--tools", "search", "--spec", spec], folder: folder)
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("127.0.0.1:1"))
  }

  @Test func `a credential for no scheme ends with 2 and what there is`() async throws {
    let spec = try folder.write("api.yaml", Self.api)
    let config = try folder.write("c.json", #"{"spec": "api.yaml", "credentials": {"A": {"key-file": "k"}}}"#)
    let outcome = try await BuiltProgram.run(["tools", "--config", config], folder: folder)
    #expect(outcome.code == 2)
    #expect(
      outcome.errors
        == "Error: \(config) at /credentials/A: the document has no such security scheme; it has none\n"
    )
    let variable = try await BuiltProgram.run(
      ["tools", "--spec", spec],
      environment: ["NETHESIS_MCP_CREDENTIAL_A": "hidden"],
      folder: folder
    )
    #expect(variable.code == 0)
    #expect(variable.errors.contains("variable=NETHESIS_MCP_CREDENTIAL_A"))
  }

  @Test func `an overlay that is built in leaves other APIs alone`() async throws {
    let spec = try folder.write("api.yaml", Self.api)
    let outcome = try await BuiltProgram.run(["call", "read_all", "--spec", spec], folder: folder)
    #expect(outcome.errors.contains("127.0.0.1:1"))
  }

  @Test func `the version is that of the code`() async throws {
    let outcome = try await BuiltProgram.run(["--version"], folder: folder)
    #expect(outcome.code == 0)
    #expect(outcome.output == "\(Version.current)\n")
  }
}
