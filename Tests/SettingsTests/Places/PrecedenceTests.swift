@testable import APITools
@testable import Calls
import Logging
import MCP
@testable import Operations
@testable import Settings
import Testing

struct PrecedenceTests {
  /// A setting, what the three places say, and which of them is taken.
  struct Case: Sendable, CustomTestStringConvertible {
    var option: String?
    var variable: String?
    var file: String?
    let expected: EraSupport

    var testDescription: String { "\(option ?? "-") \(variable ?? "-") \(file ?? "-")" }
  }

  @Test(arguments: [
    Case(expected: .dual),
    Case(file: "legacy", expected: .legacy),
    Case(variable: "modern", file: "legacy", expected: .modern),
    Case(option: "dual", variable: "modern", file: "legacy", expected: .dual),
    Case(option: "dual", file: "legacy", expected: .dual),
    Case(option: "legacy", variable: "modern", expected: .legacy),
  ])
  func `an option goes before a variable, a variable before the file`(given: Case) throws {
    let settings = try Settings.resolving(
      options: given.option.map { [.era: [$0]] } ?? [:],
      environment: given.variable.map { ["NETHESIS_MCP_ERA": $0] } ?? [:],
      file: given.file.map { #"{"era": "\#($0)"}"# } ?? "{}"
    )
    #expect(settings.eras == given.expected)
  }

  @Test(arguments: ["", "${NETHESIS_ERA}", "${env:ERA}", "a ${X} b"])
  func `a variable that is empty or was never filled in is not set`(text: String) throws {
    let settings = try Settings.resolving(environment: ["NETHESIS_MCP_ERA": text], file: #"{"era": "legacy"}"#)
    #expect(settings.eras == .legacy)
  }

  @Test func `a variable whose text only resembles a placeholder is set`() throws {
    let settings = try Settings(environment: ["NETHESIS_MCP_TOKEN": "a$b{c}"])
    #expect(settings.credential == .token("a$b{c}"))
  }

  @Test func `the configuration file is named by the option or else by the variable`() throws {
    let files = ["/a.json": #"{"era": "legacy"}"#, "/b.json": #"{"era": "modern"}"#]
    let environment = ["NETHESIS_MCP_CONFIG": "/b.json"]
    let byVariable = try Settings(environment: environment) { path in Array((files[path] ?? "").utf8) }
    #expect(byVariable.eras == .modern)
    let byOption = try Settings(options: [.config: ["/a.json"]], environment: environment) { path in
      Array((files[path] ?? "").utf8)
    }
    #expect(byOption.eras == .legacy)
  }

  @Test func `overlays of an option replace those of a variable`() throws {
    let environment = ["NETHESIS_MCP_OVERLAY": "c.json:d.json"]
    #expect(try Settings(environment: environment).overlays == ["c.json", "d.json"])
    let settings = try Settings(options: [.overlay: ["a.json", "b.json"]], environment: environment)
    #expect(settings.overlays == ["a.json", "b.json"])
  }

  @Test func `rules of a variable stand between commas`() throws {
    let settings = try Settings(environment: ["NETHESIS_MCP_INCLUDE": "tag:API Keys,/me/**"])
    #expect(settings.filter.include == [.tag("API Keys"), .path("/me/**")])
    let given = try Settings(options: [.exclude: ["id:delete*", "method:post"]])
    #expect(given.filter.exclude == [.operationID("delete*"), .method("POST")])
  }

  @Test func `a document may be a file or a URL`() throws {
    #expect(try Settings(options: [.spec: ["api.yaml"]]).spec == .file("api.yaml"))
    let url = "https://example.com/api.yaml?version=2"
    #expect(try Settings(options: [.spec: [url]]).spec == .url(try DocumentURL(url)))
    #expect(try Settings.resolving(file: #"{"spec": "\#(url)"}"#).spec == .url(try DocumentURL(url)))
    let local = try DocumentURL("http://127.0.0.1:80/")
    #expect(try Settings(options: [.spec: ["http://127.0.0.1:80/"]]).spec == .url(local))
  }

  @Test func `credentials and servers stand in the file`() throws {
    let settings = try Settings.resolving(
      file: """
        {"credentials": {"A": {"token-file": "t"}, "B": {"key-file": "/k"}, "C": {"user": "u", "password-file": "p"}},
         "servers": {"https://a/b": {"url": "https://c", "token-file": "u", "credentials": {"B": {"key-file": "l"}}},
                     "https://d": {}, "http://e": {}},
         "allow-http-backend": true}
        """
    )
    #expect(
      settings.credentials == [
        "A": .tokenFile("/etc/nethesis/t"), "B": .keyFile("/k"), "C": .user("u", passwordFile: "/etc/nethesis/p"),
      ]
    )
    let mapped = try #require(settings.servers["https://a/b"])
    #expect(mapped.url == (try BaseURL("https://c")))
    #expect(mapped.token == .file("/etc/nethesis/u"))
    #expect(mapped.credentials == ["B": .keyFile("/etc/nethesis/l")])
    #expect(settings.servers["https://d"]?.url == (try BaseURL("https://d")))
    #expect(settings.servers["http://e"]?.url.isPlain == true)
  }

  @Test func `secrets for schemes are variables with their names`() throws {
    let settings = try Settings(
      environment: [
        "NETHESIS_MCP_CREDENTIAL_API_KEY": "k", "NETHESIS_MCP_CREDENTIAL_B": "", "NETHESIS_MCP_CREDENTIAL_C": "${C}",
      ]
    )
    #expect(settings.credentialVariables == ["API_KEY": "k"])
  }

  @Test func `paths in a configuration file are relative to the file`() throws {
    let file = #"{"spec": "api.json", "overlay": ["/o.json", "sub/p.json"], "token-file": "token"}"#
    let settings = try Settings.resolving(file: file)
    #expect(settings.spec == .file("/etc/nethesis/api.json"))
    #expect(settings.overlays == ["/o.json", "/etc/nethesis/sub/p.json"])
    #expect(settings.credential == .file("/etc/nethesis/token"))
  }

  @Test func `the place that goes first chooses between sandbox and backend`() throws {
    let url = "https://api.example.com"
    let backend = try BaseURL(url)
    let byOption = try Settings(options: [.backend: [url]], environment: ["NETHESIS_MCP_SANDBOX": "1"])
    #expect(byOption.backend == .url(backend))
    let byFlag = try Settings(options: [.sandbox: ["true"]], environment: ["NETHESIS_MCP_BACKEND": url])
    #expect(byFlag.backend == .sandbox)
    let off = try Settings.resolving(environment: ["NETHESIS_MCP_SANDBOX": "no"], file: #"{"sandbox": true}"#)
    #expect(off.backend == .documented)
  }

  @Test func `the place that goes first chooses between token and token file`() throws {
    let environment = ["NETHESIS_MCP_TOKEN": "secret"]
    #expect(try Settings(environment: environment).credential == .token("secret"))
    #expect(try Settings(options: [.tokenFile: ["t"]], environment: environment).credential == .file("t"))
    let overFile = try Settings.resolving(environment: environment, file: #"{"token-file": "t"}"#)
    #expect(overFile.credential == .token("secret"))
  }

  @Test func `a file can set everything but the token and itself`() throws {
    let settings = try Settings.resolving(
      file: """
        {"backend": "http://api.example.com/v1/", "allow-http-backend": true, "token-file": "/t", "spec": "/s",
         "overlay": [], "era": "modern", "timeout": 2.5, "ca-file": "/c", "proxy": "http://p:3128", "log-level": "debug",
         "sandbox": false, "secrets": "strict"}
        """
    )
    #expect(settings.backend == .url(try BaseURL("http://api.example.com/v1")))
    #expect(settings.allowsHTTPBackend)
    #expect(settings.timeout == .milliseconds(2500))
    #expect(settings.caFile == "/c")
    #expect(settings.proxy == "http://p:3128")
    #expect(settings.logLevel == .debug)
    #expect(settings.secrets == .strict)
  }
}

extension Settings {
  /// Resolves settings with a configuration file at `/etc/nethesis/mcp.json`.
  static func resolving(
    options: [Setting: [String]] = [:],
    environment: [String: String] = [:],
    file: String
  ) throws(SettingsError) -> Settings {
    let options = options.merging([.config: ["/etc/nethesis/mcp.json"]]) { given, _ in given }
    return try Settings(options: options, environment: environment) { _ in Array(file.utf8) }
  }

  @Test func `the sandbox may be named as a backend, and what is built in as a document`() throws {
    let environment = ["NETHESIS_MCP_BACKEND": "sandbox", "NETHESIS_MCP_SPEC": "built-in"]
    let settings = try Settings(environment: environment)
    #expect(settings.backend == .sandbox)
    #expect(settings.spec == .builtIn)
  }
}
