import JSON
@testable import OpenAPI
import Testing

/// YAML as JSON values.
struct YAMLTextTests {
  /// Texts, and the JSON that says the same.
  static let texts: [(yaml: String, json: String)] = [
    // Scalars, by the core schema of YAML 1.2.2 section 10.3.2.
    ("[a, 'b', \"c\", yes, no, on, off]", #"["a","b","c","yes","no","on","off"]"#),
    ("[null, ~, Null, true, TRUE, false, '', ]", #"[null,null,null,true,true,false,""]"#),
    ("[1, -0, 1e3, 0x10, 0o17, +1, 01, .5, 1., 9007199254740993]", "[1,-0,1e3,16,15,1,1,0.5,1,9007199254740993]"),
    ("[.inf, .nan, 1.2.3, 2024-01-01, '1', \"1\"]", #"[".inf",".nan","1.2.3","2024-01-01","1","1"]"#),
    ("[!!str 1, ! 2, !!int '3', !other 4]", #"["1","2",3,4]"#),
    ("a:\nb: ~", #"{"a":null,"b":null}"#),
    (
      "a: |\n  *Note: text\n  <<: also\nb: >-\n  folded *x* [y]: z\n  w",
      #"{"a":"*Note: text\n<<: also\n","b":"folded *x* [y]: z w"}"#
    ),
    (#"a: "\u263A\x41\0""#, "{\"a\":\"☺A\\u0000\"}"),
    // Stars that are text.
    (
      "a: In the form *brand.model*.\nb: '*c'\nd: \"*e\"\nf: x*y",
      #"{"a":"In the form *brand.model*.","b":"*c","d":"*e","f":"x*y"}"#
    ),
    // Keys.
    ("? /a\n: get\n? |\n  long\n: 1", #"{"/a":"get","long\n":1}"#),
    ("200: a\ntrue: b\nnull: c\n~: d", #"{"200":"a","true":"b","null":"c","~":"d"}"#),
    ("&k a: 1\nb: {*k : 2}", #"{"a":1,"b":{"a":2}}"#),
    ("\"<<\": 1", #"{"<<":1}"#),
    ("{a: 1, 'b': [2]}", #"{"a":1,"b":[2]}"#),
    ("{a, b: }", #"{"a":null,"b":null}"#),
    // Aliases.
    ("a: &x {b: 1}\nc: *x\nd: [*x, *x]", #"{"a":{"b":1},"c":{"b":1},"d":[{"b":1},{"b":1}]}"#),
    ("a: &x 1\nb: &x 2\nc: *x", #"{"a":1,"b":2,"c":2}"#),
    // Merge keys: what a mapping says itself goes first, then the mapping that is merged first.
    ("r: &r {a: 1, b: 2}\nx: {<<: *r, b: 3}", #"{"r":{"a":1,"b":2},"x":{"a":1,"b":3}}"#),
    ("r: &r {a: 1, b: 2}\nx: {z: 0, b: 3, <<: *r}", #"{"r":{"a":1,"b":2},"x":{"z":0,"b":3,"a":1}}"#),
    ("x: {<<: [{a: 1}, {a: 2, b: 2}], c: 3}", #"{"x":{"a":1,"b":2,"c":3}}"#),
    ("x: {<<: {a: 1}, <<: {a: 2, b: 2}}", #"{"x":{"a":1,"b":2}}"#),
    ("x: {<<: []}", #"{"x":{}}"#),
    (
      "a: &a {k: 1}\nb: &b {<<: *a, l: 2}\nc: {<<: *b, m: 3}",
      #"{"a":{"k":1},"b":{"k":1,"l":2},"c":{"k":1,"l":2,"m":3}}"#
    ),
    // What may stand before the document.
    ("\u{FEFF}a: 1", #"{"a":1}"#), ("%YAML 1.1\n---\na: 1\n...\n", #"{"a":1}"#), ("# text\n\na: 1", #"{"a":1}"#),
    // JSON, which need not be an object.
    ("\u{FEFF}{\"a\": \"\\/\"}", #"{"a":"/"}"#), ("[\"a\", {\"b\": 1}]", #"["a",{"b":1}]"#), ("\"a\"", #""a""#),
  ]

  @Test(arguments: texts)
  func `reads`(yaml: String, json: String) throws {
    let value = try DocumentText.value(of: Array(yaml.utf8).span)
    #expect(value.description == (try JSONParser.parse(json)).description)
  }

  @Test(arguments: [
    ("", "is empty"), ("# nothing", "is empty"),
    ("a: 1\na: 2", "\"a\" occurs twice in one mapping, in line 1 and in line 2"),
    ("a: 1\n---\nb: 2", "second document in line 2"), ("a: *b", "*b in line 1 leads nowhere"),
    ("a: &x [*x]", "*x in line 1 stands inside of what it repeats"),
    ("a:\n  ? [b]\n  : c", "list or a mapping in line 2"),
    ("a: &x [b]\n*x : c", "list or a mapping in line 2"), ("a: 1\n<<: 2", "merge key `<<` in line 2"),
    ("a: &x 1\n<<: [*x]", "merge key `<<` in line 2"), ("<<:", "merge key `<<` in line 1"),
    ("a: 1\nb: \u{1}", "line 2"), ("a: [", "did not find expected node content"), ("{\"a\" 1}", "like JSON but is not"),
    ("a: 1\n  b: 2", "line 2, column 4"),
  ])
  func `says where a text is wrong`(text: String, words: String) {
    #expect {
      try DocumentText.value(of: Array(text.utf8).span)
    } throws: { error in
      "\(error)".contains(words)
    }
  }

  @Test func `counts what aliases and merge keys repeat`() {
    let lists = (1..<40).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }
    let merged = (1..<40).map { "m\($0): &m\($0) {k\($0): *m\($0 - 1), <<: *m\($0 - 1)}" }
    for text in [["a0: &a0 [x]"] + lists, ["m0: &m0 {x: y}"] + merged] {
      #expect {
        try DocumentText.value(of: Array(text.joined(separator: "\n").utf8).span)
      } throws: { error in
        "\(error)".contains("more than \(DocumentText.Limit.values) values")
      }
    }
  }

  @Test func `counts the levels of what an alias repeats`() throws {
    func nested(_ count: Int) -> String {
      String(repeating: "[", count: count) + String(repeating: "]", count: count)
    }
    let half = DocumentText.Limit.depth / 2
    let fits =
      "a: &a \(nested(half))\nb: " + String(repeating: "[", count: half - 1) + "*a" + nested(half - 1).suffix(half - 1)
    #expect(throws: Never.self) { try DocumentText.value(of: Array(fits.utf8).span) }
    let deep =
      "a: &a \(nested(half))\nb: " + String(repeating: "[", count: half + 1) + "*a" + nested(half + 1).suffix(half + 1)
    #expect(throws: DocumentError.self) { try DocumentText.value(of: Array(deep.utf8).span) }
  }

  @Test func `refuses text that is not UTF-8`() {
    #expect(throws: DocumentError.self) { try DocumentText.value(of: [0x61, 0x3A, 0x20, 0xFF].span) }
  }

  @Test(arguments: [("/x/b", 3, 15), ("/x/a", 1, 8), ("/y/a", 1, 8), ("/y", 4, 1)])
  func `finds the lines of merged members`(pointer: String, line: Int, column: Int) throws {
    let text = "r: &r {a: 1,\n  b: 2}\nx: {<<: *r,   b: 3}\ny: *r\n"
    let position = SourceMap(Array(text.utf8)).position(of: try #require(JSONPointer(text: pointer)))
    #expect(position == SourceMap.Position(line: line, column: column))
  }
}
