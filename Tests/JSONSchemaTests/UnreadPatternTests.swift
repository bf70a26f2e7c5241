import JSON
import Testing

@testable import JSONSchema

/// Patterns that only the grammar without the flag `u` knows, and those that nothing here reads.
@Suite
struct UnreadPatternTests {
  @Test(arguments: [
    ("^\\_+$", ["__"], ["a"]), ("^[\\w-.]+$", ["a-b.c"], ["a b"]), ("^[\\d-z]$", ["1", "-", "z"], ["a"]),
    ("^[a-\\d]$", ["a", "-", "5"], ["b"]), ("^]}{$", ["]}{"], [""]), ("^a{,2}$", ["a{,2}"], ["aa"]),
    ("^a{$", ["a{"], ["a"]), ("^{id}$", ["{id}"], ["id"]), ("^a{b}{2}$", ["a{b}}"], ["a{b}{2}"]),
    ("^(?=a)*a$", ["a"], ["b"]), ("^(?=b)+.$", ["b"], ["a"]), ("^\\q\\i$", ["qi"], ["q"]), ("^\\é$", ["é"], ["e"]),
    ("^\\x4$", ["x4"], ["\u{4}"]), ("^\\u12$", ["u12"], ["\u{12}"]), ("^\\c1$", ["\\c1"], ["c1"]),
    ("^\\101\\0012$", ["A\u{1}2"], ["101"]), ("^\\1$", ["\u{1}"], ["1"]), ("^\\8$", ["8"], [""]),
    ("^[\\1-\\3]$", ["\u{2}"], ["2"]), ("^\\k<a>$", ["k<a>"], ["a"]), ("^\\p$", ["p"], ["a"]),
  ])
  func `what is legal without the flag u is read`(text: String, good: [String], bad: [String]) throws {
    #expect(throws: PatternError.self) { try Pattern(text) }
    let pattern = try Pattern(lenient: text)
    for text in good { #expect(pattern.matches(text), "\(pattern.text) should match \(text)") }
    for text in bad { #expect(!pattern.matches(text), "\(pattern.text) should not match \(text)") }
  }

  @Test(arguments: [
    "(a", "[a", "a)", "*a", "[z-a]", "a{3,2}", "{2}", "(?i:a)", "(?#c)", "(a)\\1", "(?<n>a)\\k<n>", "\\p{Greek}",
    "\\Aa\\z", "\\Qa.b\\E", "a++", "[[:alpha:]]", "\\",
  ])
  func `what cannot be read is left out and told`(text: String) throws {
    let schema = try Schema(["properties": ["a": ["type": "string", "pattern": .string(text)]]])
    #expect(schema.unreadPatterns.map(\.text) == [text])
    #expect(schema.accepts(["a": "anything"]))
    #expect(!schema.accepts(["a": 1]))
  }

  @Test(arguments: [
    #"{"not": {"pattern": "(a"}}"#, #"{"not": {"properties": {"a": {"pattern": "(a"}}}}"#,
    #"{"oneOf": [{"pattern": "(a"}, {"pattern": "(b"}]}"#, #"{"oneOf": [{"type": "string"}, {"pattern": "(b"}]}"#,
    #"{"if": {"pattern": "(a"}, "then": false}"#,
    #"{"patternProperties": {"(a": true}, "additionalProperties": false}"#,
    #"{"patternProperties": {"(a": true}, "unevaluatedProperties": false}"#,
    #"{"contains": {"pattern": "(a"}, "maxContains": 1}"#, #"{"propertyNames": {"pattern": "(a"}}"#,
    ##"{"not": {"$ref": "#/$defs/a"}, "$defs": {"a": {"items": {"pattern": "(a"}}}}"##,
  ])
  func `what is not known makes no value fail`(text: String) throws {
    let schema = try Schema(JSONParser.parse(text))
    for value in ["x", ["a": "x"], ["x", "y"]] as [JSONValue] { #expect(schema.accepts(value), "\(value)") }
    #expect(!schema.unreadPatterns.isEmpty)
  }

  @Test func `a pattern beside one that is not read still holds`() throws {
    let schema = try Schema(["oneOf": [["const": 1], ["const": 2]], "allOf": [["pattern": "(a"]]])
    #expect(schema.accepts(1) && !schema.accepts(3))
  }
}
