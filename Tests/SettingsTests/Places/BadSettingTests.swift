@testable import Settings
import Testing

struct BadSettingTests {
  @Test(arguments: [
    (Setting.era, "none", "--era: expected one of dual, modern, legacy"),
    (.secrets, "none", "--secrets: expected one of inline, auto, strict"),
    (.timeout, "0", "--timeout: expected a number of seconds, more than 0 and at most 600"),
    (.timeout, "-1", "--timeout: expected a number of seconds, more than 0 and at most 600"),
    (.timeout, "600.5", "--timeout: expected a number of seconds, more than 0 and at most 600"),
    (.timeout, "nan", "--timeout: expected a number of seconds, more than 0 and at most 600"),
    (.timeout, "0x10", "--timeout: expected a number of seconds, more than 0 and at most 600"),
    (.timeout, "1e999", "--timeout: expected a number of seconds, more than 0 and at most 600"),
    (.logLevel, "loud", "--log-level: expected one of trace, debug, info, notice, warning, error, critical"),
    (.spec, "", "--spec: this is empty"),
    (.overlay, "", "--overlay: one of these is empty"),
    (.config, "/nowhere/c.json", "--config: there is no file /nowhere/c.json"),
    (.config, "/", "--config: / is not a regular file"),
    (.include, "", "--include: one of these is empty"),
    (
      .include, "users:list",
      "--include: expected tag:NAME, method:GET, path:/users/** or id:list*, not \"users:list\""
    ),
    (.exclude, "tag:", "--exclude: expected tag:NAME, method:GET, path:/users/** or id:list*, not \"tag:\""),
    (.tools, "some", "--tools: expected one of all, search, auto"),
    (.dialect, "latin", "--dialect: expected one of default, openai, gemini, no-refs"),
    (.maxResultBytes, "999", "--max-result-bytes: expected a whole number from 1000 to 100000000"),
    (.maxResultBytes, "2e9", "--max-result-bytes: expected a whole number from 1000 to 100000000"),
    (.uploadRoot, "/nowhere", "--upload-root: there is no folder /nowhere that can be opened"),
    (.spec, "ftp://h/api.json", "--spec: only https and http are spoken"),
    (.spec, "http://h/api.json", "--spec: a document is fetched by https; http is for this machine"),
    (.spec, "https://h/api.json#/paths", "--spec: a base URL has no fragment"),
    (.backend, "ftp://h", "--backend: only https and http are spoken"),
    (.backend, "h/path", "--backend: a URL begins with https:// or http://"),
    (.backend, "https://h/?a=hidden", "--backend: a base URL has no query"),
    (.backend, "https://h/#hidden", "--backend: a base URL has no fragment"),
    (
      .backend, "https://user:hidden@h/",
      "--backend: a base URL has no user name and no password; a session token goes into a token file"
    ),
    (
      .backend, "http://10.0.0.1/",
      "--backend: http would send the token unencrypted to another machine; use https, or accept it with "
        + "--allow-http-backend"
    ),
    (.publicURL, "mcp.example.com", "--public-url: a URL begins with https:// or http://"),
    (
      .publicURL, "http://mcp.example.com/mcp",
      "--public-url: tokens travel to this URL, so it has to be https, or http on this machine"
    ),
    (.proxy, "socks5://u:hidden@h", "--proxy: only https and http are spoken"),
    (.proxy, "http://u:hidden@h:0", "--proxy: a port is a number from 1 to 65535"),
    (.proxy, "http://u:hidden@h/x", "--proxy: the URL of a proxy has no path"),
  ])
  func `a bad option is refused in words that say what would do`(setting: Setting, text: String, words: String) {
    let error = #expect(throws: SettingsError.self) { try Settings(options: [setting: [text]]) }
    #expect(error?.description == words)
    #expect(error?.description.contains("hidden") == false)
  }

  @Test(arguments: [
    ("NETHESIS_MCP_SANDBOX", "maybe", "NETHESIS_MCP_SANDBOX: expected true or false"),
    ("NETHESIS_MCP_OVERLAY", "a::b", "NETHESIS_MCP_OVERLAY: one of these is empty"),
    ("NETHESIS_MCP_TOKEN", "  ", "NETHESIS_MCP_TOKEN: the token is empty"),
    (
      "NETHESIS_MCP_TOKEN", "Basic secret",
      "NETHESIS_MCP_TOKEN: a token is one line of ASCII letters, without spaces or control characters in it"
    ),
  ])
  func `a bad variable is named`(variable: String, text: String, words: String) {
    let error = #expect(throws: SettingsError.self) { try Settings(environment: [variable: text]) }
    #expect(error?.description == words)
  }

  @Test(arguments: [
    (#"{"tokenfile": "t"}"#, #" at /tokenfile: this key is not known; did you mean "token-file"?"#),
    (#"{"token": "secret"}"#, #" at /token: this key is not known; did you mean "token-file"?"#),
    (#"{"Timeout": 3}"#, #" at /Timeout: this key is not known; did you mean "timeout"?"#),
    (#"{"timeout": "3"}"#, " at /timeout: expected a number, not string"),
    (#"{"sandbox": 1}"#, " at /sandbox: expected true or false, not number"),
    (#"{"overlay": "o"}"#, " at /overlay: expected an array of strings, not string"),
    (#"{"overlay": ["a", null]}"#, " at /overlay/1: expected a string, not null"),
    (#"{"era": {}}"#, " at /era: expected a string, not object"),
    (#"{"era": "x"}"#, " at /era: expected one of dual, modern, legacy"),
    (#"{"spec": ""}"#, " at /spec: this is empty"),
    (#"{"include": "tag:a"}"#, " at /include: expected an array of strings, not string"),
    (#"{"credentials": []}"#, " at /credentials: expected an object, not array"),
    (#"{"credentials": {"A": "secret"}}"#, " at /credentials/A: expected an object, not string"),
    (
      #"{"credentials": {"A": {"token": "secret"}}}"#,
      #" at /credentials/A/token: this key is not known; did you mean "token-file"?"#
    ),
    (#"{"credentials": {"A": {"key-file": ""}}}"#, " at /credentials/A/key-file: this is empty"),
    (
      #"{"credentials": {"A": {"user": "u"}}}"#,
      #" at /credentials/A: a credential is "token-file", or "token-command", or "key-file", or "user" and "password-file""#
    ),
    (
      #"{"credentials": {"A": {"user": "u:v", "password-file": "f"}}}"#,
      " at /credentials/A/user: a user name has no colon in it"
    ),
    (
      #"{"servers": {"https://a/b": {"urls": "https://c"}}}"#,
      #" at /servers/https:~1~1a~1b/urls: this key is not known; did you mean "url"?"#
    ),
    (#"{"servers": {"/b": {}}}"#, " at /servers/~1b/url: a URL begins with https:// or http://"),
    (
      #"{"servers": {"http://a": {}}}"#,
      " at /servers/http:~1~1a/url: http would send the token unencrypted to another machine; use https, or accept it "
        + "with --allow-http-backend"
    ),
    ("[]", ": a configuration file is one JSON object"),
    ("{", ": this is not JSON: unexpected end of the text at byte 1"),
    (
      #"{"era": "dual", "era": "dual"}"#,
      #": this is not JSON: the name "era" occurs twice in an object at byte 0"#
    ),
  ])
  func `a bad key is named by file and pointer`(file: String, words: String) {
    let error = #expect(throws: SettingsError.self) { try Settings.resolving(file: file) }
    #expect(error?.description == "/etc/nethesis/mcp.json\(words)")
  }

  @Test(arguments: [
    ("NETHESIS_MCP_READONLY", "NETHESIS_MCP_READ_ONLY"), ("NETHESIS_MCP_AUDITT", "NETHESIS_MCP_AUDIT"),
    ("NETHESIS_MCP_TOKENFILE", "NETHESIS_MCP_TOKEN_FILE"),
  ])
  func `a variable that is nearly a setting is refused`(variable: String, meant: String) {
    let error = #expect(throws: SettingsError.self) { try Settings(environment: [variable: "true"]) }
    #expect(error?.description == "\(variable): there is no such setting, but \(meant)")
  }

  @Test(arguments: ["NETHESIS_MCP_REQUIRE_ORACLES", "NETHESIS_MCP", "NETHESIS_MCP_CREDENTIAL_A", "NETHESIS_READ_ONLY"])
  func `other variables are none of ours`(variable: String) throws {
    _ = try Settings(environment: [variable: "1"])
  }

  @Test func `sandbox and backend in one place contradict each other`() {
    let error = #expect(throws: SettingsError.self) {
      try Settings(options: [.sandbox: ["true"], .backend: ["https://h"]])
    }
    #expect(error?.description == "--backend: this cannot be combined with --sandbox")
  }

  @Test func `token and token file in one place contradict each other`() {
    let error = #expect(throws: SettingsError.self) {
      try Settings(environment: ["NETHESIS_MCP_TOKEN": "secret", "NETHESIS_MCP_TOKEN_FILE": "t"])
    }
    #expect(error?.description == "NETHESIS_MCP_TOKEN: this cannot be combined with NETHESIS_MCP_TOKEN_FILE")
  }
}
