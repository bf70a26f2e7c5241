@testable import APIDocs
import JSON
import Testing

struct JSONTextTests {
  @Test func `objects are indented, short arrays are not`() {
    let value: JSONValue = ["a": [1, "b", nil], "c": [["d": [:], "e": []]]]
    let expected = """
      {
        "a": [1, "b", null],
        "c": [
          {
            "d": {},
            "e": []
          }
        ]
      }
      """
    #expect(JSONText.indented(value) == expected)
  }

  @Test func `long arrays have a line for each element`() {
    let value = JSONValue.array([.string(String(repeating: "a", count: 80)), 1])
    #expect(JSONText.indented(value).split(separator: "\n").count == 4)
    #expect(JSONText.indented(value).hasSuffix("  1\n]"))
  }

  @Test func `what is written is the same value`() throws {
    let value: JSONValue = ["a\"\n": [["b": 15], "c", true, nil, []], "": [:]]
    #expect(try JSONParser.parse(Array(JSONText.indented(value).utf8)) == value)
  }
}
