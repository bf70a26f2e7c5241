@testable import APITools
import MCP
@testable import Operations
@testable import Settings
import Testing

/// Settings for several documents.
struct DocumentSettingsTests {
  private static let file = #"""
    {"documents": {
       "shop": {"spec": "shop.yaml", "backend": "https://shop.example", "token-file": "t", "overlay": ["o.json"],
         "include": ["tag:a"], "credentials": {"key": {"key-file": "k"}},
         "servers": {"https://files.example": {"token-file": "u"}}},
       "crm": {"spec": "https://crm.example/api.json", "read-only": true},
       "my": {"spec": "built-in", "sandbox": true}},
     "dialect": "gemini"}
    """#

  @Test func `a file has documents with settings of their own, in its order`() throws {
    let settings = try Settings.resolving(file: Self.file)
    #expect(settings.documents.map(\.document) == ["shop", "crm", "my"])
    #expect(settings.document == nil)
    let (shop, crm, my) = (settings.documents[0], settings.documents[1], settings.documents[2])
    #expect(shop.spec == .file("/etc/nethesis/shop.yaml"))
    #expect(shop.backend == .url(try BaseURL("https://shop.example")))
    #expect(shop.credential == .file("/etc/nethesis/t"))
    #expect(shop.overlays == ["/etc/nethesis/o.json"])
    #expect(shop.filter.include == [.tag("a")])
    #expect(shop.credentials == ["key": .keyFile("/etc/nethesis/k")])
    #expect(shop.servers["https://files.example"]?.token == .file("/etc/nethesis/u"))
    #expect(crm.spec == .url(try DocumentURL("https://crm.example/api.json")))
    #expect(crm.filter.isReadOnly && !shop.filter.isReadOnly)
    #expect(crm.backend == .documented)
    #expect(crm.credential == .none && crm.credentials.isEmpty && crm.servers.isEmpty)
    #expect(my.spec == .builtIn && my.backend == .sandbox)
    #expect(settings.documents.allSatisfy { $0.dialect == .gemini })
  }

  @Test func `options name the document of each value`() throws {
    let settings = try Settings(
      options: [
        .spec: ["shop=s.yaml", "my=built-in"],
        .backend: ["my=sandbox", "shop=https://h/?"].map { $0.replacing("/?", with: "") },
        .tokenFile: ["shop=t=1"], .overlay: ["shop=a.json", "my=b.json", "shop=c.json"], .include: ["my=id:list*"],
        .exclude: ["shop=path:/a=b"], .readOnly: ["true"],
      ]
    )
    let (shop, my) = (settings.documents[0], settings.documents[1])
    #expect(shop.spec == .file("s.yaml") && my.spec == .builtIn)
    #expect(shop.backend == .url(try BaseURL("https://h")) && my.backend == .sandbox)
    #expect(shop.credential == .file("t=1") && my.credential == .none)
    #expect(shop.overlays == ["a.json", "c.json"] && my.overlays == ["b.json"])
    #expect(my.filter.include == [.operationID("list*")] && shop.filter.include.isEmpty)
    #expect(shop.filter.exclude == [.path("/a=b")])
    #expect(shop.filter.isReadOnly && my.filter.isReadOnly)
  }

  @Test func `variables have the name of the document in theirs`() throws {
    let settings = try Settings(
      environment: [
        "NETHESIS_MCP_SHOP__SPEC": "s.yaml", "NETHESIS_MCP_CRM_2__SPEC": "https://crm.example/a?b=c,d",
        "NETHESIS_MCP_SHOP__TOKEN": "shop-token", "NETHESIS_MCP_CRM_2__TOKEN_FILE": "t",
        "NETHESIS_MCP_SHOP__INCLUDE": "tag:a,tag:b", "NETHESIS_MCP_SHOP__OVERLAY": "a:b",
        "NETHESIS_MCP_SHOP__CREDENTIAL_KEY": "k", "NETHESIS_MCP_SHOP__BACKEND": "", "NETHESIS_MCP_ERA": "legacy",
      ]
    )
    #expect(settings.documents.map(\.document) == ["crm_2", "shop"])
    #expect(settings.eras == .legacy)
    let (crm, shop) = (settings.documents[0], settings.documents[1])
    #expect(crm.credential == .file("t") && shop.credential == .token("shop-token"))
    #expect(shop.filter.include == [.tag("a"), .tag("b")] && crm.filter.include.isEmpty)
    #expect(shop.overlays == ["a", "b"])
    #expect(shop.credentialVariables == ["KEY": "k"] && crm.credentialVariables.isEmpty)
    #expect(settings.credential == .none && settings.credentialVariables.isEmpty)
  }

  @Test func `an option for a document goes before its variable, and that before the file`() throws {
    let environment = ["NETHESIS_MCP_SHOP__BACKEND": "https://variable", "NETHESIS_MCP_SHOP__TOKEN": "variable"]
    let options: [Setting: [String]] = [.backend: ["shop=https://option"]]
    let byOption = try Settings.resolving(options: options, environment: environment, file: Self.file).documents[0]
    #expect(byOption.backend == .url(try BaseURL("https://option")))
    #expect(byOption.credential == .token("variable"))
    let byVariable = try Settings.resolving(environment: environment, file: Self.file).documents[0]
    #expect(byVariable.backend == .url(try BaseURL("https://variable")))
  }

  @Test func `the place that goes first decides what is served`() throws {
    let one = try Settings.resolving(options: [.spec: ["one.yaml"]], file: Self.file)
    #expect(one.documents.isEmpty && one.spec == .file("one.yaml"))
    let other = try Settings.resolving(options: [.spec: ["shop=other.yaml"]], file: Self.file)
    #expect(other.documents.map(\.document) == ["shop"])
    #expect(other.documents[0].spec == .file("other.yaml"))
    let variable = try Settings.resolving(environment: ["NETHESIS_MCP_SPEC": "one.yaml"], file: Self.file)
    #expect(variable.documents.isEmpty && variable.spec == .file("one.yaml"))
  }

  @Test(arguments: ["./a=b.yaml", "dir/a=b.yaml", "https://h/?a=b"])
  func `a single document without a name may have an equals sign in its place`(spec: String) throws {
    let settings = try Settings(options: [.spec: [spec]])
    #expect(settings.documents.isEmpty && settings.spec != .builtIn)
  }

  @Test(
    arguments: [
      ([.spec: ["a.yaml", "b.yaml"]], "--spec: of several documents each has a name: --spec NAME=FILE"),
      ([.spec: ["a.yaml", "b=b.yaml"]], "--spec: of several documents each has a name: --spec NAME=FILE"),
      ([.spec: ["a=a.yaml", "a=b.yaml"]], "--spec: there are two documents of the name a"),
      (
        [.spec: ["a=a.yaml", "a_b=b.yaml"]],
        "--spec: with the documents a and a_b two tools could have one name; call one of them otherwise"
      ),
      ([.spec: ["a="]], "--spec: this is empty"),
      (
        [.spec: ["a=x"], .backend: ["https://h"]],
        "--backend: there are several documents; say for which this is: NAME=…"
      ),
      (
        [.spec: ["a=x"], .overlay: ["o.json"]], "--overlay: there are several documents; say for which this is: NAME=…"
      ),
      ([.spec: ["a=x"], .include: ["tag:a"]], "--include: there are several documents; say for which this is: NAME=…"),
      (
        [.spec: ["a=x", "c=y"], .tokenFile: ["b=t"]], "--token-file: there is no document \"b\"; there are a, c"
      ),
      (
        [.spec: ["a=x"], .sandbox: ["true"]],
        "--sandbox: there are several documents; say for which: --backend NAME=sandbox"
      ),
      ([.spec: ["a=x"], .backend: ["a=ftp://h"]], "--backend: only https and http are spoken"),
    ] as [([Setting: [String]], String)]
  )
  func `what is for no document is refused in words that say what would do`(
    options: [Setting: [String]],
    words: String
  ) {
    let error = #expect(throws: SettingsError.self) { try Settings(options: options) }
    #expect(error?.description == words)
  }

  @Test(arguments: ["A", "1a", "a-b", "abcdefghijklmnopq", "ä", "_a"])
  func `a name is a short lower-case word`(name: String) {
    let error = #expect(throws: SettingsError.self) { try Settings(options: [.spec: ["\(name)=x.yaml"]]) }
    #expect(
      error?.description.hasPrefix("--spec: \"\(name)\" is no name for a document: expected a lower-case") == true
    )
  }

  @Test(arguments: [
    (
      "NETHESIS_MCP_TOKEN", "secret",
      "NETHESIS_MCP_TOKEN: there are several documents; say for which this is: NETHESIS_MCP_NAME__TOKEN"
    ),
    (
      "NETHESIS_MCP_CREDENTIAL_KEY", "secret",
      "NETHESIS_MCP_CREDENTIAL_KEY: there are several documents; say for which this is: "
        + "NETHESIS_MCP_NAME__CREDENTIAL_KEY"
    ),
    (
      "NETHESIS_MCP_A__TOKENFILE", "secret",
      "NETHESIS_MCP_A__TOKENFILE: a document has no such setting; did you mean NETHESIS_MCP_A__TOKEN_FILE?"
    ),
    (
      "NETHESIS_MCP_SPEC", "x",
      "NETHESIS_MCP_A__SPEC: this cannot be combined with NETHESIS_MCP_SPEC: of several documents each has a name"
    ),
    (
      "NETHESIS_MCP_A__TIMEOUT", "1",
      "NETHESIS_MCP_A__TIMEOUT: this is for all documents: NETHESIS_MCP_TIMEOUT"
    ),
  ])
  func `a variable for no document, or none that there is, is named`(variable: String, text: String, words: String) {
    let error = #expect(throws: SettingsError.self) {
      try Settings(environment: ["NETHESIS_MCP_A__SPEC": "a.yaml", variable: text])
    }
    #expect(error?.description == words)
  }

  @Test(arguments: [
    (#""spec": "x""#, " at /spec: with several documents this belongs to one of them: into \"documents\", \"NAME\""),
    (
      #""backend": "x""#,
      " at /backend: with several documents this belongs to one of them: into \"documents\", \"NAME\""
    ),
    (
      #""credentials": {"k": {"key-file": "f"}}"#,
      " at /credentials: with several documents this belongs to one of them: into \"documents\", \"NAME\""
    ),
    (
      #""servers": {}"#,
      " at /servers: with several documents this belongs to one of them: into \"documents\", \"NAME\""
    ),
  ])
  func `a key of a file that is for no document is named`(member: String, words: String) {
    let error = #expect(throws: SettingsError.self) {
      try Settings.resolving(file: #"{"documents": {"a": {"spec": "a.yaml"}}, \#(member)}"#)
    }
    #expect(error?.description == "/etc/nethesis/mcp.json\(words)")
  }

  @Test(arguments: [
    (#"{"a": {"timeout": 3}}"#, "/a/timeout: this is for all documents, and belongs outside of \"documents\""),
    (#"{"a": {"backends": "x"}}"#, "/a/backends: this key is not known; did you mean \"backend\"?"),
    (#"{"a": {"backend": "h"}}"#, "/a/backend: a URL begins with https:// or http://"),
    (#"{"a": "x"}"#, "/a: expected an object, not string"),
    (
      #"{"a": {"credentials": {"k": {}}}}"#,
      "/a/credentials/k: a credential is \"token-file\", or \"token-command\", or \"key-file\", or "
        + "\"user\" and \"password-file\""
    ),
  ])
  func `what is wrong with a document of a file is named by its pointer`(documents: String, words: String) {
    let error = #expect(throws: SettingsError.self) {
      try Settings.resolving(file: #"{"documents": \#(documents)}"#)
    }
    #expect(error?.description == "/etc/nethesis/mcp.json at /documents\(words)")
  }
}
