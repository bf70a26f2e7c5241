import APITools
import Calls
import HTTPTypes
import JSON
import MCP
import OpenAPI
import Operations

extension GrowthCase {
  /// Responses of the backend, and the results that models get from them.
  static let responses: [GrowthCase] = [
    reading("rows", bytes, rows),
    reading("rows, some fields of them", bytes, arguments: ["fields": ["/id", "/name", "/none"]], rows),
    asking("rows, many fields of them", parts) { count in
      (StubBackend(body: JSONValue.array(Array(repeating: ["id": 1], count: count)).json), fields(count))
    },
    reading("rows with secrets in them", bytes, secrets: .auto) { size in
      let rows = (0..<size / 60).map { JSONValue.object(["id": .number(JSONNumber($0)), "password": "S3cr3t-\($0)"]) }
      return StubBackend(body: JSONValue.array(rows).json)
    },
    reading("a deep value", bytes) { size in
      var value = JSONValue.array(Array(repeating: 1, count: size / 2))
      for _ in 0..<150 { value = [value] }
      return StubBackend(body: value.json)
    },
    reading("a secret again and again", bytes, arguments: ["password": "S3cr3t-Text"], secrets: .auto) {
      StubBackend(body: JSONValue.array(Array(repeating: "no S3cr3t-Text here", count: $0 / 24)).json)
    },
    reading("backslashes", bytes) {
      StubBackend(body: JSONValue.object(["text": .string("\\".repeated(toBytes: $0))]).json)
    },
    reading("names of members", bytes) { size in
      StubBackend(body: JSONValue.object(JSONObject((0..<size / 16).map { ("member\($0)", 1) })).json)
    },
    reading("JSON that was cut", bytes) { size in
      let text = JSONValue.array((0..<size / 20).map { ["a": .number(JSONNumber($0)), "b": "text"] }).json
      return StubBackend(body: Array(text.dropLast(7)), cut: .size)
    },
    reading("lines of JSON", bytes) {
      StubBackend(body: Array("{\"a\":1}\n".repeated(toBytes: $0).utf8), type: "application/x-ndjson")
    },
    reading("a stream of events", bytes) {
      StubBackend(body: Array("event: a\ndata: {\"a\":1}\n\n".repeated(toBytes: $0).utf8), type: "text/event-stream")
    },
    reading("text of Latin-1", bytes) {
      StubBackend(body: [UInt8](repeating: 0xE8, count: $0), type: "text/plain; charset=iso-8859-1")
    },
    reading("text of UTF-16", bytes) {
      StubBackend(body: [UInt8](repeating: 0x41, count: $0), type: "text/plain; charset=utf-16le")
    },
    reading("text that is not UTF-8", bytes) {
      StubBackend(body: Array(repeating: [0x41, 0xE8, 0xC3], count: $0 / 3).flatMap { $0 }, type: "text/plain")
    },
    reading("bytes at random, declared as text", bytes) { size in
      var state: UInt32 = 1
      let bytes = (0..<size).map { _ -> UInt8 in
        state = state &* 1_664_525 &+ 1_013_904_223
        return UInt8(truncatingIfNeeded: state >> 24)
      }
      return StubBackend(body: bytes, type: "text/plain; charset=utf-8")
    },
    reading("bytes", bytes) {
      StubBackend(body: [UInt8](repeating: 0xFF, count: $0), type: "application/octet-stream")
    },
    reading("a failure with a long body", bytes) {
      StubBackend(body: JSONValue.object(["detail": .string("no ".repeated(toBytes: $0))]).json, status: 400)
    },
    reading("links to other pages", bytes) { size in
      let links = "<https://api.example/?page=2>; rel=\"prev\", ".repeated(toBytes: size / 16)
      return StubBackend(body: Array("[]".utf8), fields: [.link: links])
    },
    reading("header fields", parts) { count in
      var fields = HTTPFields()
      for number in 0..<min(count, 9_000) {
        if let name = HTTPField.Name("X-Field-\(number)") { fields[name] = "value" }
      }
      return StubBackend(body: Array("{}".utf8), fields: fields)
    },
  ]

  private static func rows(_ size: Int) -> StubBackend {
    let rows = (0..<size / 40).map { JSONValue.object(["id": .number(JSONNumber($0)), "name": "a row"]) }
    return StubBackend(body: JSONValue.array(rows).json)
  }

  private static func fields(_ count: Int) -> JSONObject {
    ["fields": .array((0..<min(count, 1_000)).map { .string("/id/a\($0)") })]
  }

  /// A document with an operation that returns rows and takes a password.
  private static var document: APIDocument {
    get throws {
      let row: JSONValue = ["type": "object", "properties": .object(JSONObject(members))]
      let content: JSONValue = ["application/json": ["schema": ["type": "array", "items": row]]]
      let parameters = ["member0", "password"].map { name -> JSONValue in
        ["name": .string(name), "in": "query", "schema": ["type": "string"]]
      }
      return try SampleTools.document(
        ["parameters": .array(parameters), "responses": ["200": ["description": "", "content": content]]],
        method: "get"
      )
    }
  }

  /// Enough members to select some of them.
  private static var members: [JSONObject.Member] {
    [("id", ["type": "integer"]), ("name", ["type": "string"]), ("password", ["type": "string"])]
      + (0..<20).map { ("other\($0)", ["type": "string"]) }
  }

  private static func reading(
    _ name: String,
    _ sizes: ClosedRange<Int>,
    arguments: JSONObject = [:],
    secrets: SecretPolicy = .inline,
    _ make: @escaping @Sendable (Int) -> StubBackend
  ) -> GrowthCase {
    asking(name, sizes, secrets: secrets) { (make($0), arguments) }
  }

  private static func asking(
    _ name: String,
    _ sizes: ClosedRange<Int>,
    secrets: SecretPolicy = .inline,
    _ make: @escaping @Sendable (Int) -> (StubBackend, JSONObject)
  ) -> GrowthCase {
    GrowthCase("response: \(name)", sizes) { size in
      let (backend, arguments) = make(size)
      let client = try SampleClient(SampleTools.catalog(try document, backend: backend) { $0.secrets = secrets })
      return { use(try await SampleTools.call(client, "make", arguments)) }
    }
  }
}

extension HTTPField.Name {
  fileprivate static var link: Self { Self("Link") ?? .location }
}
