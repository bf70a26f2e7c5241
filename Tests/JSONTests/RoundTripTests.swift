import JSON
import Testing

struct RoundTripTests {
  @Test(
    arguments: [
      "9007199254740993", "1e400", "0.10", "-0", "[1,2.50,1E+2]", #"{"b":1,"a":{"z":null,"y":[true,false]}}"#,
      #""caffè \" \\ \u0001 \n 🎉""#, "[]", "{}",
    ])
  func `text survives`(text: String) throws {
    #expect(try JSONParser.parse(text).description == text)
  }

  @Test(
    arguments: [
      (#""\ud800""#, JSONParseError.Reason.loneSurrogate), ("[1] x", .trailingContent),
      ("\"a\u{1}\"", .controlCharacter(1)), ("[1,", .unexpectedEnd), (#"{"a":1,"a":2}"#, .duplicateName("a")),
    ])
  func `refuses`(text: String, reason: JSONParseError.Reason) {
    #expect {
      try JSONParser.parse(text, options: .init(rejectsDuplicateNames: true))
    } throws: {
      ($0 as? JSONParseError)?.reason == reason
    }
  }

  @Test func `BASE-27: nesting and size are bounded`() {
    let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    #expect(throws: JSONParseError.self) { try JSONParser.parse(deep) }
    #expect(throws: JSONParseError.self) { try JSONParser.parse("[1,2]", options: .init(maximumSize: 4)) }
  }

  @Test func `numbers are equal by value`() throws {
    #expect(try JSONParser.parse("[1.0,1e2,0.0]") == JSONParser.parse("[1,100,-0]"))
    #expect(try JSONParser.parse("9007199254740993") != JSONParser.parse("9007199254740992"))
    #expect(try JSONParser.parse("1e2").int == 100)
    #expect(try JSONParser.parse("0.5").int == nil)
  }

  @Test func `texts are equal by code point`() throws {
    #expect(JSONValue.string("\u{E9}") != "e\u{301}")
    #expect(JSONValue.array(["\u{E9}"]) == ["\u{E9}"])
  }

  @Test func `multiples are exact`() throws {
    let number = { (text: String) in try #require(JSONNumber(text: text)) }
    #expect(try number("0.3").isMultiple(of: number("0.1")))
    #expect(try !number("0.35").isMultiple(of: number("0.1")))
    #expect(try number("9007199254740993").isMultiple(of: number("3")))
  }

  @Test func `pointers lead to values`() throws {
    let value = try JSONParser.parse(#"{"a/b":{"m~n":[10,20]}}"#)
    let pointer = try #require(JSONPointer(text: "/a~1b/m~0n/1"))
    #expect(value[pointer] == 20)
    #expect(pointer.description == "/a~1b/m~0n/1")
    #expect(JSONPointer(text: "a") == nil)
    #expect(JSONPointer(text: "/~2") == nil)
  }

  @Test func `long objects are found by name too`() {
    var object = JSONObject()
    for index in 0..<100 { object.append("k\(index)", .number(JSONNumber(index))) }
    #expect(object["k57"] == 57)
    object["k57"] = nil
    #expect(object["k57"] == nil)
    #expect(object["k99"] == 99)
  }

  @Test(
    arguments: [
      (#"{"a":1,"b":[true,null]}"#, #"{ "b" : [true, null], "a" : 1.0 }"#, true), ("100", "1e2", true),
      (#""\u0061""#, #""a""#, true), ("1", #""1""#, false), ("[1,2]", "[2,1]", false), ("[[1],2]", "[1,[2]]", false),
      (#"{"a":"b"}"#, #"["a","b"]"#, false), ("-1", "1", false), ("10", "1", false), (#"{"a":null}"#, "{}", false),
    ])
  func `a value has the same canonical bytes however it was written`(a: String, b: String, areEqual: Bool) throws {
    #expect(try (JSONParser.parse(a).canonical == JSONParser.parse(b).canonical) == areEqual)
  }
}
