import JSON
import Settings
import Testing

@testable import Packaging

struct ManualPageTests {
  /// A dump of a command line with an option, a hidden one, an argument and a nested command.
  private static let dump = """
    {"command": {"commandName": "tool", "abstract": "Does it.", "discussion": "A text. More.\\n\\n  tool -x\\n.dot",
      "defaultSubcommand": "run", "shouldDisplay": true,
      "arguments": [{"kind": "flag", "names": [{"kind": "long", "name": "version"}], "shouldDisplay": true,
        "abstract": "Show it.", "isOptional": true, "isRepeating": false}],
      "subcommands": [
        {"commandName": "run", "abstract": "Runs.", "shouldDisplay": true, "arguments": [
          {"kind": "option", "names": [{"kind": "long", "name": "token-file"}], "valueName": "file",
            "shouldDisplay": true, "abstract": "A file.", "isOptional": true, "isRepeating": false},
          {"kind": "option", "names": [{"kind": "long", "name": "depth"}], "valueName": "n", "defaultValue": "3",
            "shouldDisplay": true, "abstract": "How deep.", "isOptional": true, "isRepeating": false},
          {"kind": "option", "names": [{"kind": "long", "name": "secret"}], "shouldDisplay": false}]},
        {"commandName": "list", "abstract": "Lists.", "shouldDisplay": true, "subcommands": [
          {"commandName": "all", "abstract": "Lists all.", "shouldDisplay": true, "arguments": [
            {"kind": "positional", "valueName": "name", "shouldDisplay": true, "abstract": "Whose.",
              "isOptional": false, "isRepeating": true}]}]},
        {"commandName": "hidden", "shouldDisplay": false},
        {"commandName": "help", "shouldDisplay": true}]}}
    """

  private static func pages() throws -> [String: [String]] {
    let version = try #require(ReleaseVersion(core: "1.2.3"))
    let facts = Facts(version: version, date: 1_796_000_000, baseURL: nil, imageName: nil)
    let pages = try ManualPage.all(CommandTree(JSONParser.parse(dump)), facts: facts)
    return Dictionary(uniqueKeysWithValues: pages.map { ($0.name, $0.text.lines) })
  }

  @Test func `there is a page for the program and one for each command that is shown`() throws {
    #expect(try Self.pages().keys.sorted() == ["tool", "tool-list", "tool-run"])
  }

  @Test func `the program's page lists commands, options and every variable`() throws {
    let page = try #require(try Self.pages()["tool"])
    #expect(page.contains(".It Xr tool-run 1"))
    #expect(page.contains(".It Fl \\-token\\-file Ar file"))
    #expect(page.contains(".It Fl \\-version"))
    #expect(page.contains("How deep.") && page.contains("(default: 3)"))
    for setting in Setting.allCases { #expect(page.contains(".It Ev \(setting.variable)")) }
    #expect(!page.contains { $0.contains("secret") && $0.hasPrefix(".It Fl") })
  }

  @Test func `an option that is a setting says its variable and its key`() throws {
    let page = try #require(try Self.pages()["tool"])
    #expect(page.contains("Variable NETHESIS_MCP_TOKEN_FILE, key \"token\\-file\"."))
  }

  @Test func `examples stay as they are, and no text is a macro`() throws {
    let page = try #require(try Self.pages()["tool"])
    let start = try #require(page.firstIndex(of: ".Bd -literal -offset indent"))
    #expect(page[(start + 1)...].prefix(2) == ["tool \\-x", ".Ed"])
    #expect(page.contains("\\&.dot"))
  }

  @Test func `commands below a command are sections of its page`() throws {
    let page = try #require(try Self.pages()["tool-list"])
    #expect(page.contains(".Ss \"list all\""))
    #expect(page.contains(".Ar name ..."))
  }

  @Test(arguments: [#"{}"#, #"{"command": {}}"#, #"{"command": {"commandName": "x"}}"#])
  func `a dump that is none is refused`(dump: String) throws {
    let value = try JSONParser.parse(dump)
    let version = try #require(ReleaseVersion(core: "1.2.3"))
    let facts = Facts(version: version, date: 0, baseURL: nil, imageName: nil)
    #expect(throws: PackagingError.self) { try ManualPage.all(CommandTree(value), facts: facts) }
  }
}
