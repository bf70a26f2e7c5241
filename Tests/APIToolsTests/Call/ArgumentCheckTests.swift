import JSON
import Testing

@testable import APITools

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
}
