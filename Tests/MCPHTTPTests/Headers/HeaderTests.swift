import JSON
import MCP
import NIOHTTP1
import Testing

@testable import MCPHTTP

@Suite struct HeaderTests {
  @Test(
    arguments: [
      ("us-west1", "us-west1"), ("=?base64?SGVsbG8=?=", "Hello"), ("=?base64?SGVsbG8?=", nil),
      ("=?base64?SGVs!!!bG8=?=", nil), ("SGVsbG8=", "SGVsbG8="), ("=?base64?SGVsbG8=", "=?base64?SGVsbG8="),
      ("=?BASE64?SGVsbG8=?=", "=?BASE64?SGVsbG8=?="), ("=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=", "=?base64?literal?="),
      ("", ""), ("=?base64??=", ""), (" spaced\t", "spaced"), ("=?base64?/w==?=", nil), ("é", nil),
      ("=?base64?SGVsbG9=?=", nil), ("=?base64?w6k=?=", "é"), ("=?base64?=", "=?base64?="), ("=?base64?=A==?=", nil),
    ] as [(String, String?)]
  )
  func `XHDR-06, MHTTP-04: a mirrored value means itself, or what its Base64 says`(_ header: String, _ text: String?) {
    #expect(MirroredValue.decode(header) == text)
  }

  @Test(
    arguments: [
      ("42", 42, true), ("42.0", 42, true), ("4.2e1", 42, true), ("+42", 42, false), ("0x2a", 42, false),
      ("true", true, true), ("True", true, false), ("false", false, true), ("eu", "eu", true), ("EU", "eu", false),
      ("9007199254740992", .number(JSONNumber(1 << 53)), false), ("[]", [], false),
    ] as [(String, JSONValue, Bool)]
  )
  func `XHDR-03, XHDR-05: texts are compared exactly and integers as numbers`(
    _ text: String,
    _ value: JSONValue,
    _ matches: Bool
  ) {
    #expect(MirroredValue.matches(text, value) == matches)
  }

  @Test func `XHDR-03, XHDR-04: arguments that are there have their headers, and others none`() async {
    let desk = Desk()
    let all = ModernRequest.call("region", ["region": "Zürich", "size": 42, "options": ["dry": true]])
      .header("Mcp-Param-Region", "=?base64?WsO8cmljaA==?=").header("mcp-param-size", "42.0")
      .header("Mcp-Param-Dry", "true")
    #expect(await desk.send(all).ended().status == .ok)
    let none = ModernRequest.call("region", ["region": nil]).header("Mcp-Param-Region", "ignored")
    let answer = await desk.send(none).ended()
    #expect(answer.status == .ok, "\(answer.text)")
  }

  @Test(arguments: [
    (["application/json, text/event-stream"], true, true), ([], true, true), (["*/*"], true, true),
    (["application/json"], true, false), (["text/event-stream"], false, true), (["text/html"], false, false),
    (["Application/JSON;charset=utf-8;q=0.5", "text/*"], true, true),
    (["application/json;q=0, */*;q=0.0"], false, false),
  ])
  func `HTTP-09: what a client accepts is read leniently`(_ values: [String], _ json: Bool, _ stream: Bool) {
    #expect(AcceptedTypes(values) == AcceptedTypes(json: json, stream: stream))
  }

  @Test(arguments: [
    ("0-7", EventID(stream: 0, number: 7)), ("12-3", EventID(stream: 12, number: 3)), ("-1-2", nil), ("1", nil),
    ("1-x", nil), ("", nil),
  ])
  func `LHTTP-15: the id of an event names its stream`(_ text: String, _ id: EventID?) {
    #expect(EventID(text) == id)
    if let id { #expect("\(id)" == text) }
  }
}
