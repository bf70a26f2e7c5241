import JSON
import Testing

struct ArgumentCheckTests {
  @Test func `TOOL-22: each wrong field is named with what was expected and given`() async throws {
    let bench = try Bench()
    let failure = try #require(
      await bench.failure("create_api_key", ["mode": "admin", "expires_in_days": 400, "expires": 1, "password": "p"])
    )
    let lines = failure.split(separator: "\n").map(String.init)
    #expect(lines.first == "Invalid arguments, so nothing was sent:")
    #expect(lines.contains { $0.contains("name") && $0.contains("required") })
    #expect(lines.contains { $0.contains("mode") && $0.contains(#""read""#) && $0.contains(#"(given: "admin")"#) })
    #expect(lines.contains { $0.contains("expires_in_days") && $0.contains("365") && $0.contains("400") })
    #expect(lines.contains { $0.contains("expires ") || $0.contains("expires\"") })
    #expect(bench.backend.asked.isEmpty)
  }

  @Test(arguments: [12_345_678, ["12345678"], ["x": "12345678"]] as [JSONValue])
  func `the value of a secret is never repeated`(password: JSONValue) async throws {
    let bench = try Bench()
    let failure = try #require(
      await bench.failure("create_api_key", ["name": "n", "mode": "read", "password": password])
    )
    #expect(failure.contains("password"))
    #expect(!failure.contains("12345678"))
  }

  @Test func `the value of a secret is not repeated where it was given for another field`() async throws {
    let arguments: JSONObject = ["name": "n", "mode": "S3cr3t-Passw0rd!", "password": "S3cr3t-Passw0rd!"]
    let failure = try #require(await (try Bench()).failure("create_api_key", arguments))
    #expect(failure.contains("mode must be one of"))
    #expect(!failure.contains("S3cr3t"))
  }

  @Test func `a mistyped name is corrected in one sentence`() async throws {
    let failure = await (try Bench()).failure("create_api_key", ["Password": "p"])
    #expect(failure?.contains(#"did you mean "password"?"#) == true)
    #expect(failure?.contains("?.") == false)
  }

  @Test(arguments: ["30.0", "3e1", "300e-1"])
  func `a whole number is sent as an integer, however it was written`(text: String) async throws {
    let bench = try Bench(backend: StubBackend(201))
    let days = try JSONParser.parse(text)
    _ = await bench.call("create_api_key", ["name": "n", "mode": "read", "password": "p", "expires_in_days": days])
    #expect(bench.backend.asked.first?.text.contains(#""expires_in_days":30,"#) == true)
  }

  @Test func `a long value is cut`() async throws {
    let name = String(repeating: "x", count: 300)
    let failure = await (try Bench()).failure(
      "create_api_key",
      ["name": .string(name), "mode": "read", "password": "p"]
    )
    #expect(failure?.contains(String(repeating: "x", count: 100)) == false)
    #expect(failure?.contains("255") == true)
  }

  @Test(arguments: [1, 365, 90])
  func `what the schema allows is sent`(days: Int) async throws {
    let bench = try Bench(backend: StubBackend(201))
    let arguments: JSONObject = [
      "name": "n", "mode": "write", "password": "p", "expires_in_days": .number(JSONNumber(days)),
    ]
    #expect(await bench.call("create_api_key", arguments)["isError"] == false)
  }

  private static let fields = #"""
    {"requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object", "properties": {
      "o": {"type": "object", "properties": {"n": {"type": "integer"}}}, "l": {"type": "array", "items": {"type": "integer"}},
      "n": {"type": "integer", "maximum": 9}, "b": {"type": "boolean"}, "s": {"type": "string"},
      "e": {"anyOf": [{"type": "boolean"}, {"type": "null"}]}}}}}}}
    """#

  @Test(
    arguments: [
      (["o": #"{"n": 1}"#], #"{"o":{"n":1}}"#, "o"), (["l": "[1, 2]"], #"{"l":[1,2]}"#, "l"),
      (["n": "5", "b": "true"], #"{"n":5,"b":true}"#, "b, n"), (["o": #"{"n": "1"}"#], #"{"o":{"n":1}}"#, "o, o.n"),
      (["l": ["1", 2]], #"{"l":[1,2]}"#, "l.0"), (["e": "null"], #"{"e":null}"#, "e"),
    ] as [(JSONObject, String, String)]
  )
  func `strings of JSON are read as the JSON that is wanted, and that is said`(
    arguments: JSONObject,
    body: String,
    names: String
  ) async throws {
    let bench = try Bench(operation: Self.fields, method: "post")
    let result = await bench.call(nil, arguments)
    #expect(bench.backend.asked.first?.text == body)
    #expect(result["content"]?.array?.last?["text"]?.string?.contains("in them: \(names).") == true)
  }

  @Test(
    arguments: [
      ["n": "x"], ["n": "10"], ["n": "5", "b": 1], ["l": "5"], ["o": "{"], ["s": 5], ["n": "\"5\""],
    ] as [JSONObject]
  )
  func `what is wrong in any other way stays wrong`(arguments: JSONObject) async throws {
    let bench = try Bench(operation: Self.fields, method: "post")
    #expect(await bench.failure(nil, arguments)?.hasPrefix("Invalid arguments") == true)
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `a string that is wanted stays one, whatever it holds`() async throws {
    let bench = try Bench(operation: Self.fields, method: "post")
    let result = await bench.call(nil, ["s": "5"])
    #expect(bench.backend.asked.first?.text == #"{"s":"5"}"#)
    #expect(result["content"]?.array?.count == 1)
  }
}
