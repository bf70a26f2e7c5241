@testable import Calls
import JSON
import Testing

@testable import APITools

/// Arguments that are JSON text, once or more often, where no text is wanted.
struct EncodedArgumentTests {
  private static let fields = #"""
    {"requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object", "properties": {
      "o": {"type": "object", "properties": {"in": {"type": "object"}, "s": {"type": "string"}}},
      "l": {"type": "array", "items": {"type": "object"}}, "n": {"type": "integer"}, "s": {"type": "string"},
      "short": {"anyOf": [{"type": "object"}, {"type": "string", "maxLength": 3}]},
      "maybe": {"oneOf": [{"type": "array", "items": {"type": "string"}}, {"type": "null"}]},
      "user": {"type": "object", "properties": {"password": {"type": "string"}}}}}}}}}
    """#

  /// The text of a value, as often as is wanted.
  private static func encoded(_ text: String, times: Int) -> JSONValue {
    var text = text
    for _ in 1..<times { text = JSONValue.string(text).description }
    return .string(text)
  }

  @Test(arguments: 1...4)
  func `an object that was encoded several times is read`(times: Int) async throws {
    let bench = try Bench(operation: Self.fields, method: "post")
    _ = await bench.call(nil, ["o": Self.encoded(#"{"s":"1"}"#, times: times)])
    #expect(bench.backend.asked.first?.text == #"{"o":{"s":"1"}}"#)
  }

  @Test(
    arguments: [
      (["l": encoded(#"[{"a":1}]"#, times: 2)], #"{"l":[{"a":1}]}"#),
      (["l": [encoded(#"{"a":1}"#, times: 1), encoded(#"{"b":2}"#, times: 2)]], #"{"l":[{"a":1},{"b":2}]}"#),
      (["l": encoded(#"["{\"a\":1}"]"#, times: 2)], #"{"l":[{"a":1}]}"#),
      (["o": ["in": encoded(#"{"a":1}"#, times: 2), "s": "{}"]], #"{"o":{"in":{"a":1},"s":"{}"}}"#),
      (["o": encoded(#"{"in":"\"{}\"","s":"{}"}"#, times: 2)], #"{"o":{"in":{},"s":"{}"}}"#),
      (["maybe": encoded(#"["1","2"]"#, times: 2)], #"{"maybe":["1","2"]}"#),
      (["s": encoded("{}", times: 2)], #"{"s":"\"{}\""}"#),
    ] as [(JSONObject, String)]
  )
  func `only what may be no text is read`(arguments: JSONObject, body: String) async throws {
    let bench = try Bench(operation: Self.fields, method: "post")
    _ = await bench.call(nil, arguments)
    #expect(bench.backend.asked.first?.text == body)
  }

  @Test(arguments: [["n": #""5""#], ["o": #""text""#], ["o": #""[1]""#], ["short": #"{"a":1}"#]] as [JSONObject])
  func `a number in a text in a text, and a text where one may stand, stay wrong`(arguments: JSONObject) async throws {
    let bench = try Bench(operation: Self.fields, method: "post")
    #expect(await bench.failure(nil, arguments)?.hasPrefix("Invalid arguments") == true)
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `a long list is read to its end`() async throws {
    let bench = try Bench(operation: Self.fields, method: "post")
    _ = await bench.call(nil, ["l": .array(Array(repeating: #"{"a":1}"#, count: 1000))])
    let expected = Array(repeating: #"{"a":1}"#, count: 1000).joined(separator: ",")
    #expect(bench.backend.asked.first?.text == #"{"l":["# + expected + "]}")
  }

  @Test func `what is wrong in the object is said, not that it is text`() async throws {
    let failure = await (try Bench(operation: Self.fields, method: "post")).failure(nil, ["o": #"{"s":5}"#])
    #expect(failure?.contains("o.s must be a string (given: 5)") == true)
  }

  private static let hidden: [JSONObject] = [
    ["user": #"{"password":"S3cr3t-Passw0rd!"}"#],
    ["user": encoded(#"{"password":"S3cr3t-Passw0rd!"}"#, times: 2)],
    ["user": #"{"password":"S3cr3t-Passw0rd!"}"#, "n": "x"],
  ]

  @Test(arguments: hidden)
  func `a secret in an object that is text is refused where none may be given`(arguments: JSONObject) async throws {
    var options = APITools.Options()
    options.secrets = .strict
    let bench = try Bench(operation: Self.fields, method: "post", options: options)
    let failure = try #require(await bench.failure(nil, arguments))
    #expect(failure.contains("secrets are not accepted here: user.password"))
    #expect(bench.backend.asked.isEmpty)
  }

  @Test(arguments: hidden)
  func `a secret in an object that is text is not recorded, nor said in a failure`(arguments: JSONObject) async throws {
    let audit = StubAudit()
    var options = APITools.Options()
    options.audit = audit
    let bench = try Bench(operation: Self.fields, method: "post", options: options)
    let failure = await bench.failure(nil, arguments)
    #expect(failure?.contains("S3cr3t") != true)
    #expect(audit.recorded.first?.arguments?["user"] == ["password": "[secret]"])
  }
}
