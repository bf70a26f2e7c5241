import JSON
import NethesisMCP
import Testing

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

  @Test(arguments: [["--help"], ["stdio", "--help"], ["call", "--help"], ["tools", "-h"], ["help", "sandbox"]])
  func `help goes to standard output, with examples`(arguments: [String]) async throws {
    let outcome = try await BuiltProgram.run(arguments, folder: folder)
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(outcome.output.contains("  nethesis-mcp "))
  }

  @Test func `the version is that of the code`() async throws {
    let outcome = try await BuiltProgram.run(["--version"], folder: folder)
    #expect(outcome.code == 0)
    #expect(outcome.output == "\(Version.current)\n")
  }
}
