import JSON
import MCP
import NethesisMCP
import Testing

struct CompletionTests {
  private static let program = CommandSyntax([
    "commandName": "nethesis-mcp", "defaultSubcommand": "stdio",
    "arguments": [["kind": "flag", "names": [["kind": "long", "name": "version"]]]],
    "subcommands": [
      command("stdio", [option("spec", "file-or-url", isRepeating: true), option("era", "era"), flag("strict")]),
      command(
        "call",
        [positional("tool"), positional("words", isRepeating: true), option("spec", "file-or-url", isRepeating: true)]
      ),
      command("read", [positional("page")]), command("install", [positional("client")]),
      command("hidden", [], isShown: false),
      ["commandName": "access", "subcommands": [command("add", [option("file", "file")])]],
    ],
  ])

  private static func command(_ name: String, _ arguments: [JSONValue], isShown: Bool = true) -> JSONValue {
    ["commandName": .string(name), "arguments": .array(arguments), "shouldDisplay": .bool(isShown)]
  }

  private static func option(_ name: String, _ value: String, isRepeating: Bool = false) -> JSONValue {
    [
      "kind": "option", "valueName": .string(value), "isRepeating": .bool(isRepeating),
      "names": [["kind": "long", "name": .string(name)]],
    ]
  }

  private static func flag(_ name: String) -> JSONValue {
    ["kind": "flag", "valueName": .string(name), "names": [["kind": "long", "name": .string(name)]]]
  }

  private static func positional(_ name: String, isRepeating: Bool = false) -> JSONValue {
    ["kind": "positional", "valueName": .string(name), "isRepeating": .bool(isRepeating)]
  }

  private static let schema: JSONObject = [
    "required": ["name"],
    "properties": [
      "name": ["type": "string"], "mode": ["$ref": "#/$defs/Mode"], "fast": ["type": ["boolean", "null"]],
      "tags": ["type": "array", "items": ["enum": ["a b", "c"]]], "filter": ["type": "object"],
      "password": ["type": "string", "enum": ["S3cret"]], "level": ["anyOf": [["const": 1], ["enum": [2, 1]]]],
    ],
    "$defs": ["Mode": ["enum": ["read", "write"]]],
  ]

  private static var names: PublishedNames {
    var names = PublishedNames()
    names.tools = [.init(name: "make_key", title: "Make", schema: { schema }, secrets: { ["password"] })]
    names.documents = ["shop", "crm"]
    names.pages = [("overview", "Overview"), ("a:b c", "Odd")]
    names.unlistedPages = ["docs://overview", "-odd"]
    return names
  }

  private static func offer(_ words: [String]) async -> (head: String, offer: CompletionOffer) {
    var choices = Completion.Choices()
    choices.values = ["--era": ["dual", "modern"]]
    choices.clients = ["zed"]
    choices.documentOptions = ["--spec"]
    let request = CompletionRequest(Array(words.dropLast()), current: words.last ?? "", of: program)
    return await Completion(request, names, choices).offer()
  }

  @Test(arguments: [
    (["re"], ["stdio", "call", "read", "install", "access"]),
    (["access", ""], ["add"]), (["call", ""], ["make_key"]),
    (["call", "make_key", "name=x", ""], ["mode=", "fast=", "tags=", "filter:=", "level="]),
    (["call", "make_key", "tags=c", "name:=1", ""], ["mode=", "fast=", "tags=", "filter:=", "level="]),
    (["call", "make_key", "mode="], ["read", "write"]), (["call", "make_key", "mode:="], ["\"read\"", "\"write\""]),
    (["call", "make_key", "fast="], ["true", "false"]), (["call", "make_key", "tags="], ["a b", "c"]),
    (["call", "make_key", "level="], ["1", "2"]), (["call", "make_key", "password="], []),
    (["call", "other", ""], []), (["call", "--spec", "x", "make_key", "mode="], ["read", "write"]),
    (["read", ""], ["overview", "a:b c"]), (["read", "d"], ["overview", "a:b c", "docs://overview"]),
    (["--era", ""], ["dual", "modern"]), (["--era=m"], ["dual", "modern"]),
    (["stdio", "--strict", "--era", ""], ["dual", "modern"]),
    (["--spec", ""], ["shop=", "crm="]), (["install", ""], ["zed"]),
    (["install", "zed", "--", "--era", ""], ["dual", "modern"]),
    (["--nothing=", ""], []), (["--strict=x", ""], []), (["read", "a", "b", ""], []),
  ])
  func `each place has its texts`(words: [String], texts: [String]) async {
    #expect(await Self.offer(words).offer.candidates.map(\.text) == texts)
  }

  @Test func `options are offered until they are given`() async {
    #expect(await Self.offer(["--"]).offer.candidates.map(\.text) == ["--spec", "--era", "--strict", "--version"])
    let rest = await Self.offer(["--era", "dual", "--spec", "x", "--strict", "--"]).offer.candidates.map(\.text)
    #expect(rest == ["--spec"])
    #expect(await Self.offer(["call", "--", "-"]).offer.candidates.map(\.text) == ["make_key"])
    #expect(await Self.offer(["read", "--", "-"]).offer.candidates.map(\.text).last == "-odd")
  }

  @Test(arguments: [
    (["access", "add", "--file", "x"], ""), (["access", "add", "--file=x"], "--file="),
    (["--spec", "shop=x"], "shop="),
    (["--spec=new=x"], "--spec=new="),
  ])
  func `files are left to the shell`(words: [String], head: String) async {
    let (found, offer) = await Self.offer(words)
    #expect(offer.files == .files)
    #expect(found == head)
  }

  @Test(arguments: ["a\u{1B}[31mb", "a\nb", "a\tb", "\u{202E}x", "", "a\u{0}b"])
  func `a text that a terminal obeys is not offered`(text: String) {
    #expect(CompletionCandidate(text) == nil)
    #expect(CompletionCandidate("x", text)?.summary.contains("\n") == false)
  }

  private static func bash(_ line: String, _ tokens: [String], texts: [String], head: String) -> [String] {
    let word = ShellWords(line).words.last ?? ShellWords.Word()
    let lines = CompletionLines.bash(
      CompletionOffer(texts.map { CompletionCandidate($0) }),
      head: head,
      typed: String(word.text.dropFirst(head.count)),
      word: word,
      token: tokens.last ?? ""
    )
    return Array(lines.dropFirst(4))
  }

  @Test func `bash gets what readline puts into the line`() {
    #expect(Self.bash("x mode=re", ["x", "mode", "=", "re"], texts: ["read", "write"], head: "mode=") == ["read"])
    #expect(Self.bash("x mode=", ["x", "mode", "="], texts: ["read", "write"], head: "mode=") == ["read", "write"])
    #expect(Self.bash("x mode=re", ["x", "mode=re"], texts: ["read"], head: "mode=") == ["mode=read"])
    #expect(
      Self.bash("x docs://o", ["x", "docs", ":", "//o"], texts: ["docs://over view"], head: "") == [#"//over\ view"#]
    )
    #expect(
      Self.bash("x \"docs://o", ["x", "\"docs://o"], texts: ["docs://o$(y) z"], head: "") == [#"docs://o\$(y) z"#]
    )
    #expect(Self.bash("x \"a", ["x", "\"a"], texts: ["a!b"], head: "") == [#"a"'!'"b"#])
    #expect(Self.bash("x 'a", ["x", "'a"], texts: ["a'b"], head: "") == [#"a'\''b"#])
    #expect(Self.bash("x ", ["x", ""], texts: ["$(y)", "b"], head: "") == [#"\$\(y\)"#, "b"])
  }

  @Test func `the other shells get whole words with summaries, in any case of letters`() {
    let offer = CompletionOffer([CompletionCandidate("Read", "Reads"), CompletionCandidate("name=", isOpen: true)])
    #expect(CompletionLines.described(offer, head: "m=", typed: "re") == ["none", "m=", "re", " m=Read\tReads"])
    #expect(CompletionLines.described(offer, head: "", typed: "") == ["none", "", "", " Read\tReads", "+name=\t"])
    #expect(CompletionLines.described(offer, head: "a\nb=", typed: "") == [])
  }

  @Test func `the words of a script are read`() throws {
    let bash = try #require(
      CommandLineWords(["3", "p call make mode=re", "p", "call", "make", "mode", "=", "re"], .bash)
    )
    #expect(bash.words == ["call", "make"])
    #expect(bash.current.text == "mode=re")
    let lineless = try #require(CommandLineWords(["5", "", "p", "call", "make", "mode", "=", "re", "later"], .bash))
    #expect(lineless.words == ["call", "make"])
    #expect(lineless.current.text == "mode=re")
    #expect(CommandLineWords(["x", "", "p"], .bash) == nil)
    #expect(CommandLineWords(["-1", "", "p"], .bash) == nil)
    #expect(CommandLineWords([], .fish) == nil)
    #expect(try #require(CommandLineWords(["call", "'a b"], .zsh)).current.text == "a b")
  }

  @Test func `a path of any letters is one word of the script`() {
    for shell in CompletionShell.allCases {
      let script = CompletionScript(shell, program: "/a b/$(x)'y").text
      #expect(script.contains(shell == .fish ? #"'/a b/$(x)\'y'"# : #"'/a b/$(x)'\''y'"#))
      #expect(!script.contains("@PROGRAM@"))
    }
  }
}
