import Settings
import Testing
import TestSupport

/// Tokens that a command prints, or that systemd passes.
struct OtherSourcesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a command comes from the configuration file only, and goes behind options and variables`() throws {
    let file = #"{"token-command": ["pass", "show", "a b"]}"#
    let settings = try Settings.resolving(file: file)
    #expect(settings.credential == .command(["pass", "show", "a b"]))
    #expect(settings.credentialOrigin.map { "\($0)".hasSuffix("/token-command") } == true)
    #expect(settings.hasCredentials && settings.withoutCredentials.credential == .none)
    #expect(try Settings.resolving(options: [.tokenFile: ["t"]], file: file).credential == .file("t"))
    #expect(try Settings.resolving(environment: ["NETHESIS_MCP_TOKEN": "t"], file: file).credential == .token("t"))
    let variable = ["NETHESIS_MCP_TOKEN_COMMAND": #"["id"]"#]
    #expect(try Settings(environment: variable).credential == .none)
  }

  @Test func `a command's path is relative to the file, and a name is not`() throws {
    func words(_ program: String) throws -> Settings.Credential {
      try Settings.resolving(file: #"{"token-command": ["\#(program)", "./x"]}"#).credential
    }
    #expect(try words("pass") == .command(["pass", "./x"]))
    #expect(try words("bin/pass") == .command(["/etc/nethesis/bin/pass", "./x"]))
    #expect(try words("/bin/pass") == .command(["/bin/pass", "./x"]))
  }

  @Test(arguments: [
    (#"{"token-command": "pass show"}"#, "expected an array of strings"),
    (#"{"token-command": []}"#, "expected a program"), (#"{"token-command": [""]}"#, "expected a program"),
    (#"{"token-command": ["a", 1]}"#, "expected a string"),
    (#"{"token-command": ["a", "b\u0000c"]}"#, "null character"),
    (#"{"token-command": ["a"], "token-file": "t"}"#, "cannot be combined"),
    (#"{"credentials": {"A": {"token-command": ["a"], "token-file": "t"}}}"#, "a credential is"),
    (#"{"servers": {"https://a": {"token-command": ["a"], "token-file": "t"}}}"#, "cannot be combined"),
    (#"{"token-command": ["a"], "documents": {"x": {"spec": "x.json"}}}"#, "belongs to one of them"),
  ])
  func `a faulty command is refused where it stands`(file: String, reason: String) throws {
    let error = #expect(throws: SettingsError.self) { try Settings.resolving(file: file) }
    #expect(error?.reason.contains(reason) == true, "\(error.map { "\($0)" } ?? "")")
  }

  @Test func `schemes and servers may have commands, too`() throws {
    let settings = try Settings.resolving(
      file: """
        {"credentials": {"A": {"token-command": ["a"]}}, "servers": {"https://s": {"token-command": ["b"]}}}
        """
    )
    #expect(settings.credentials == ["A": .tokenCommand(["a"])])
    #expect(settings.servers["https://s"]?.token == .command(["b"]))
  }

  @Test func `a token that systemd passes is used unless a setting has one`() throws {
    let path = try folder.write("session-token", "t")
    let environment = ["CREDENTIALS_DIRECTORY": folder.path]
    let settings = try Settings(environment: environment)
    #expect(settings.credential == .file(path))
    #expect(settings.credentialOrigin.map { "\($0)" } == "\(path), of CREDENTIALS_DIRECTORY")
    #expect(settings.secretFiles == [path])
    #expect(try Settings(options: [.tokenFile: ["o"]], environment: environment).credential == .file("o"))
    #expect(try Settings(options: [.sandbox: ["true"]], environment: environment).credential == .none)
    // Services with other credentials only, and values that systemd does not give.
    for other in [["CREDENTIALS_DIRECTORY": "/"], ["CREDENTIALS_DIRECTORY": ""], ["CREDENTIALS_DIRECTORY": "x"]] {
      #expect(try Settings(environment: other).credential == .none)
    }
  }

  @Test func `of several documents each has a token of its own`() throws {
    let path = try folder.write("shop.session-token", "t")
    try folder.write("session-token", "u")
    let settings = try Settings.resolving(
      environment: ["CREDENTIALS_DIRECTORY": folder.path],
      file: #"{"documents": {"shop": {"spec": "s.json"}, "my": {"spec": "m.json", "token-command": ["a"]}}}"#
    )
    #expect(settings.documents.map(\.credential) == [.file(path), .command(["a"])])
  }
}
