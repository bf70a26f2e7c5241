import ClientSetup
import Testing

/// A configuration file of a test.
struct ConfigSample: CustomTestStringConvertible, Sendable {
  let format: ConfigFormat
  var text: ConfigText
  /// Whether another server stands beside the entry, so that nothing around it was made.
  var hasSibling = false
  /// The line at fault.
  var line: Int?

  init(_ format: ConfigFormat, _ text: String, hasSibling: Bool = false, line: Int? = nil) {
    self.format = format
    self.text = ConfigText(Array(text.utf8), format: format)
    (self.hasSibling, self.line) = (hasSibling, line)
  }

  init(_ format: ConfigFormat, bytes: [UInt8], line: Int) {
    self.init(format, "", line: line)
    text = ConfigText(bytes, format: format)
  }

  var testDescription: String { "\(format.rawValue): \(String(decoding: text.bytes, as: UTF8.self).debugDescription)" }
}

enum ConfigSamples {
  static let all = json + toml + yaml

  private static let json: [ConfigSample] =
    [
      "", "\n", "{}", "{ }\n", "{\n}\n", "\u{FEFF}", "\u{FEFF}{}\r\n", "{\"mcpServers\": {}}", "{\"mcpServers\":null}",
      "{\"a\":1}", "{\"a\": 1, \"b\": [1, {\"c\": 2}]}\n", "{\n  \"mcpServers\": {\n    // nothing yet\n  }\n}\n",
      "{\n  \"a\": 1}", "{\n  \"a\": 1 /* x\n */}", "{\n  \"a\": 1,\n}",
      "\u{FEFF}{\n    \"x\": \"\\\"}{\\\\\\\"/*\"\n}\n",
      "/* nothing but this */\n", "// no break", "{\n\n  \"a\": {},\n\n  \"b\": 2\n\n}\n",
      "{\"a\": {\"a\": 1, \"a\": 2}}", "{\n  \"mcpServers\": { \n\t},\n  \"z\": 1 }\n", "{ /* c */ }",
      "{\n  \"mcpServers\": {\n    \"other\": {} \t}\n}\n",
    ].map { ConfigSample(.json, $0) }
    + [
      "{\n  \"mcpServers\": {\n    \"other\": {\"command\": \"x\"}\n  }\n}\n",
      "{\n\t\"mcpServers\": {\n\t\t\"other\": {\n\t\t\t\"command\": \"x\"\n\t\t}\n\t},\n\t\"theme\": \"dark\"\n}",
      "{\r\n  \"mcpServers\": {\r\n    \"other\": {\"command\": \"x\"}\r\n  }\r\n}\r\n",
      "// first\n{\n  // before\n  \"mcpServers\": {\n    \"other\": {}, // of others\n    /* a // b\n       c */\n  },\n}\n",
      "{\n  \"mcpServers\": {\n    \"other\": {\"url\": \"https://x/*\"} // last, } \n    // more\n  }\n}\n",
      "{\n  \"mcpServers\": { \"one\": {}, \"two\": {} }\n}\n",
      "{\"mcpServers\":{\"x\":{\"env\":{\"A\":\"}\"}}},\"z\":0}",
      "{\n   \"mcp\\u0053ervers\": {\n         \"other\": {}\n   }\n}", "{ \"mcpServers\": { \"o\": {}, } }",
      "{\n  \"mcpServers\": {\n    \"one\": {}, \"two\": {},\n\n\n    \"three\": [1,\n 2]\n\n  }\n}\n",
      "{\"mcpServers\": {\n\"other\": {} /* é */ /* b */\n}}",
    ].map { ConfigSample(.json, $0, hasSibling: true) }

  private static let toml: [ConfigSample] =
    [
      "", "\u{FEFF}", "# only this\n", "model = \"x\"", "a.b.c = 2024-02-29 07:32:00\nx = [1,\n  2, # two\n]\n",
      "[[profiles]]\nname = \"a\"\n[[profiles]]\nname = \"b\"\n\n[profiles.sub]\nx = 0x1F\n# the end\n",
      "s = \"\"\"\n[mcp_servers.nethesis]\n\"\"\"\nl = '''\n# no comment'''\n",
      "n = nan\ni = -inf\nf = 6.26e-34\ng = 1_000\nt = 07:32:00\nd = 1979-05-27T07:32:00.5-07:00\nv = +1.5\n",
      "mcp_servers = {}\n", "[mcp_servers]\n", "[mcp_servers.other]\ncommand = \"y\"",
    ].map { ConfigSample(.toml, $0) }
    + [
      "model = \"x\"\n\n[mcp_servers.other]\ncommand = \"y\"\n",
      "[mcp_servers]\n[mcp_servers.other]\r\ncommand = 'y'\r\n",
      "[mcp_servers.other] # note\n  command = \"y\"\n  env = { A = \"1\", \"b c\" = '2' }\n\n# a comment\n\n[tui]\nt = true\n",
      "mcp_servers.other.command = \"x\"\n", "[mcp_servers]\nother = { command = \"x\" } # c\n[a]\n",
      "mcp_servers = { other = { command = \"x\", args = [] } }\nlast = 1\n",
      "[mcp_servers.\"other x\".env]\nA = \"\"\n\n\n",
    ].map { ConfigSample(.toml, $0, hasSibling: true) }

  private static let yaml: [ConfigSample] =
    [
      "", "\u{FEFF}", "# only this\n", "---\n", "GOOSE_PROVIDER: openai\n", "extensions: {}\nlast: 1\n",
      "extensions:\nlast: 1\n",
      "a:\n  - b\n  - c: d\ne: \"f\n  g\"", "a: &x {b: 1}\nc: *x\n", "extensions: {} # none\n", "  a: 1\n  b: 2\n",
      "a:\n- b\n- c\n", "extensions:\n  other:\n    enabled: true", "a: |\n  text\n   more\n",
      "extensions:\n  # none yet\nlast: 1\n", "extensions: {}   # none\n  # yet\n", "a: 1\n...\n# end\n",
      "b: 1\na: |+\n  text",
      "# of a\na: >\n  text\n\n  more", "%YAML 1.1\n---\na: |+\n  text\n  ...",
    ].map { ConfigSample(.yaml, $0) }
    + [
      "GOOSE_MODEL: x\nextensions:\n  other:\n    enabled: true\n",
      "extensions:\n  other:\n    enabled: true\n    args:\n    - a\n    - b\n# the end\n",
      "extensions: # of mine\n    other:\n        cmd: |\n          # no comment\n\n          x\n\nlast: 1\n",
      "---\nextensions:\r\n  other:\r\n    enabled: true\r\n",
      "extensions:\n  other: {enabled: true}\n\n\n# é\nlast: 'x'",
      "base: &base\n  enabled: true\nextensions:\n  other:\n    <<: *base\n    cmd: x\n",
      "\u{FEFF}extensions:\n  \"other\": # c\n    enabled: true\n", "extensions: # c\n # d\n other:\n  a: |\n    text",
      "extensions:\n  other:\n    a: |+\n      text\n\n\nlast: 1\n",
    ].map { ConfigSample(.yaml, $0, hasSibling: true) }

  static let broken: [ConfigSample] = [
    ConfigSample(.json, "{\n  \"a\": 1,\n  \"b\": }\n", line: 3), ConfigSample(.json, "{\n  \"a\": 1\n", line: 3),
    ConfigSample(.json, "[1]", line: 1), ConfigSample(.json, "{\n  /* no end\n}", line: 2),
    ConfigSample(.json, "{\"mcpServers\": 1}", line: 1), ConfigSample(.json, "{,}", line: 1),
    ConfigSample(.json, "{\"a\": [1,,]}", line: 1), ConfigSample(.json, "{\n\"a\": \"x\n}\n", line: 2),
    ConfigSample(.json, "{}\n{}", line: 2), ConfigSample(.json, "{\n\"a\" 1}", line: 2),
    ConfigSample(.json, "{\n\"mcpServers\": {},\n\"mcp\\u0053ervers\": {}\n}", line: 3),
    ConfigSample(.json, "{\"mcpServers\": {\n\"nethesis\": {},\n\"nethesis\": {}}}", line: 3),
    ConfigSample(.json, "{\n'a': 1}", line: 2), ConfigSample(.json, "# x\n{}", line: 1),
    ConfigSample(.toml, "a = 1\nb = \n", line: 2), ConfigSample(.toml, "[a]\nx = 1\n[a]\n", line: 3),
    ConfigSample(.toml, "a = 'x\n", line: 1), ConfigSample(.toml, "a = b\n", line: 1),
    ConfigSample(.toml, "[a\n", line: 1), ConfigSample(.toml, "a = [1, 2\n", line: 2),
    ConfigSample(.toml, "a = 1\na = 2\n", line: 2), ConfigSample(.toml, "a = 1 b = 2\n", line: 1),
    ConfigSample(.toml, "a = 1.2.3\n", line: 1), ConfigSample(.toml, "a = 012\n", line: 1),
    ConfigSample(.toml, "x = 1\n[[mcp_servers]]\na = 1\n", line: 2),
    ConfigSample(.toml, "[mcp_servers]\n[[mcp_servers.nethesis]]\na = 1\n", line: 2),
    ConfigSample(.toml, "a = 1\n[a.b]\nc = 1\n", line: 2), ConfigSample(.toml, "[a.b]\nc = 1\n[a]\nb.d = 1\n", line: 4),
    ConfigSample(.toml, "[a]\nb.c = 1\n[a.b]\n", line: 3), ConfigSample(.toml, "[[a.b]]\n[a]\nb.c = 1\n", line: 3),
    ConfigSample(.toml, bytes: Array("a = 1\n# ".utf8) + [0xFF, 0x0A], line: 2),
    ConfigSample(.yaml, bytes: Array("a: 1\nb: ".utf8) + [0xE9, 0x0A], line: 2),
    ConfigSample(.yaml, bytes: [0xFF, 0xFE, 0x61, 0, 0x3A, 0, 0x20, 0, 0x31, 0], line: 1),
    ConfigSample(.json, "{\r\"a\": 1,\r,}", line: 3),
    ConfigSample(.toml, "mcp_servers = 3\n", line: 1), ConfigSample(.toml, "a = 2026-13-01\n", line: 1),
    ConfigSample(.toml, "a = 1\nb = 2026-12-01T24:00:00Z\n", line: 2), ConfigSample(.yaml, "{\n{\n", line: 2),
    ConfigSample(.toml, "a = 2026-02-29\n", line: 1), ConfigSample(.toml, "a = 2026-04-31 01:00:00\n", line: 1),
    ConfigSample(.toml, "a = 2026-12-01T00:00:00+24:00\n", line: 1),
    ConfigSample(.toml, "a.b = 1\na = {}\n", line: 2), ConfigSample(.toml, "a = \"\\q\"\n", line: 1),
    ConfigSample(.toml, "a = 1\n# x\rb = 2\n", line: 2), ConfigSample(.toml, "a = \"\u{1}\"\n", line: 1),
    ConfigSample(.yaml, "x: 1\na: b: c\n", line: 2), ConfigSample(.yaml, "- a\n", line: 1),
    ConfigSample(.yaml, "extensions: {a: {}}\n", line: 1), ConfigSample(.yaml, "b: 1\na: 'x\n", line: 3),
    ConfigSample(.yaml, "a: &x\n  b: {}\nextensions: *x\n", line: 3), ConfigSample(.yaml, "extensions: 5\n", line: 1),
    ConfigSample(.yaml, "a: 1\na: 2\n", line: 2), ConfigSample(.yaml, "? a\n: 1\n", line: 1),
    ConfigSample(.yaml, "# c\n{a: 1}\n", line: 2), ConfigSample(.yaml, "a:\n\tb: 1\n", line: 2),
    ConfigSample(.yaml, "a: 1\n---\nb: 1\n", line: 2),
    // Others that repeat the mapping would change with it.
    ConfigSample(.yaml, "extensions: &e\n  a:\n    b: 1\nz: *e\n", line: 4),
    ConfigSample(.yaml, "extensions:\n  nethesis: &n\n    a: 1\n  other: *n\n", line: 2),
    ConfigSample(.yaml, "base: &b {nethesis: {cmd: q}}\nextensions:\n  <<: *b\n", line: 1),
  ]

  static let inline: [ConfigSample] = [
    ConfigSample(
      .json,
      "{\"mcpServers\": {\n  \"other\": {} ,\n//\n  \"nethesis\": {\"command\": \"OLD\"} /* b\n c */ }\n}"
    ),
    ConfigSample(.json, "{\"mcpServers\": {\n  \"other\": {}, // a\n  \"nethesis\": {\"command\": \"OLD\"} }\n}"),
    ConfigSample(.json, "{\"mcpServers\": { // a\n  \"nethesis\": {\"command\": \"OLD\"} , \"other\": {}\n}}"),
    ConfigSample(.toml, "mcp_servers.nethesis.command = \"OLD\"\nlast = 1\n"),
    ConfigSample(.toml, "[mcp_servers]\nnethesis.command = \"OLD\"\nother.command = \"y\"\n"),
    ConfigSample(.toml, "[mcp_servers]\nnethesis = { command = \"OLD\" }\n"),
    ConfigSample(.toml, "mcp_servers = { nethesis = { command = \"OLD\" } }\n"),
    ConfigSample(.toml, "mcp_servers = { a = 1, nethesis.command = \"OLD\", other.x = 2 }\n"),
    ConfigSample(
      .toml,
      "[mcp_servers.\"nethesis\"]\n# c\ncommand = \"OLD\" # d\n[mcp_servers.'nethesis'.env]\nA = \"1\"\n"
    ),
    ConfigSample(.toml, "[\"mcp\\u005Fservers\".nethesis]\ncommand = \"OLD\"\n\n[x]\n"),
    ConfigSample(.json, "{\"mcpServers\": {\"nethesis\": {\"command\": \"OLD\"}, \"other\": {}}}"),
    ConfigSample(.json, "{\"mcpServers\": {\n  \"neth\\u0065sis\": {\"command\": \"OLD\",},\n  \"other\": {},\n}}"),
    ConfigSample(.json, "{\"mcpServers\": {\n  \"other\": {}, // a\n  \"nethesis\": {\"command\": \"OLD\"} // b\n}}"),
    ConfigSample(.yaml, "extensions:\n  nethesis:\n    command: \"OLD\"\n  other:\n    a: 1\n"),
    ConfigSample(
      .yaml,
      "extensions:\n  other: {a: 1}\n\n  # mine\n  nethesis:\n\n    # c\n    command: \"OLD\"\n# end\n"
    ),
  ]
}
