import JSON
import MCP
import OpenAPI
import TestSupport
import Testing

@testable import APITools

/// Descriptions of operations that are larger than what a model can take in.
struct DescribeOperationTests {
  private static let limit = 45_000

  /// An operation whose body has many members, each of many members, one with a very long description.
  private func bench(members: Int, inner: Int, maximum: Int = 100_000) throws -> Bench {
    var options = APITools.Options()
    options.maximumResultBytes = maximum
    options.mode = .search
    let part: JSONValue = [
      "type": "object",
      "properties": .object(
        JSONObject((0..<inner).map { ("inner\($0)", ["type": "string", "description": "What it is for."]) })
      ),
    ]
    var properties = JSONObject((0..<members).map { ("member\($0)", part) })
    properties.append("kind", ["enum": .array((0..<20_000).map { .string("kind\($0)") })])
    let schema: JSONValue = ["type": "object", "properties": .object(properties)]
    let operation: JSONValue = [
      "operationId": "make",
      "requestBody": ["required": true, "content": ["application/json": ["schema": schema]]],
    ]
    return try Bench(operation: operation.description, method: "post", options: options)
  }

  private func describe(_ bench: Bench, _ arguments: JSONObject = [:]) async -> JSONValue {
    let result = await bench.call("describe_operation", JSONObject([("name", "make")] + arguments.members))
    #expect(result["content"]?.array?.first?["text"]?.string?.utf8.count ?? .max < Self.limit)
    return result["structuredContent"] ?? .null
  }

  @Test(arguments: [(50, 1_000), (5_000, 3), (1, 20_000)])
  func `a large description is an outline`(members: Int, inner: Int) async throws {
    let bench = try bench(members: members, inner: inner)
    let described = await describe(bench)
    #expect(described["x-shortened"]?.string?.contains("x-part") == true)
    #expect(described["inputSchema"]?["properties"]?["member0"] != nil)
    #expect(described["method"] == "POST")
  }

  @Test(arguments: [1_200, 2_000, 10_000, 39_000, 41_000])
  func `a description keeps to the longest result`(maximum: Int) async throws {
    let bench = try bench(members: 200, inner: 20, maximum: maximum)
    for part in ["", "/inputSchema/properties", "/inputSchema/properties/kind"] {
      let result = await bench.call("describe_operation", ["name": "make", "part": .string(part)])
      #expect(result["content"]?.array?.first?["text"]?.string?.utf8.count ?? .max <= maximum)
      #expect(result["isError"] != true)
    }
  }

  @Test(arguments: [1_000, 2_000, 10_000])
  func `a list of operations keeps to the longest result`(maximum: Int) async throws {
    var options = APITools.Options()
    options.maximumResultBytes = maximum
    options.mode = .search
    let text = String(repeating: "\u{1}", count: 150)
    let paths = (0..<60).map { number -> JSONObject.Member in
      let path = "/animals/\(number)/" + String(repeating: "\u{1F980}", count: 400)
      return (path, ["get": ["operationId": .string("animal\(number)"), "summary": .string("Animal \(text)")]])
    }
    let document: JSONValue = [
      "openapi": "3.1.1", "info": ["title": "Zoo", "version": "1"], "paths": .object(JSONObject(paths)),
    ]
    let bench = try Bench(document.description, options: options)
    let result = await bench.call("search_operations", ["query": "animal", "limit": 50])
    #expect(result["content"]?.array?.first?["text"]?.string?.utf8.count ?? .max <= maximum)
    #expect(result["structuredContent"]?["operations"]?.array?.isEmpty == false)
    #expect(result["structuredContent"]?["found"] == 60)
    #expect(result["structuredContent"]?["x-shortened"] != nil)
    let few = await bench.call("search_operations", ["query": "animal", "limit": 1])
    #expect(few["structuredContent"]?["operations"]?.array?.count == 1)
  }

  @Test func `every part that is left out can be had`() async throws {
    let bench = try bench(members: 60, inner: 60)
    let whole = try #require(JSONValue.object(bench.tools.entries[0].tool.inputSchema)["properties"]?.object)
    var found: Set<String> = []
    var pending: [JSONObject] = [[:]]
    var rounds = 0
    while let next = pending.popLast() {
      rounds += 1
      let answer = await describe(bench, next)
      let value = next["part"] == nil ? answer : answer["value"] ?? .null
      let pointer = JSONPointer(text: next["part"]?.string ?? "") ?? JSONPointer()
      collect(value, at: pointer, from: next["from"]?.int ?? 0, &found, &pending)
    }
    #expect(rounds > 2 && rounds < 200)
    for (name, schema) in whole {
      for inner in schema["properties"]?.object?.names ?? [] {
        #expect(found.contains("/inputSchema/properties/\(name)/properties/\(inner)/type"))
      }
    }
    for position in 0..<20_000 { #expect(found.contains("/inputSchema/properties/kind/enum/\(position)")) }
  }

  /// Takes down the places of the plain values, and the parts that are still to be asked for.
  private func collect(
    _ value: JSONValue,
    at pointer: JSONPointer,
    from start: Int = 0,
    _ found: inout Set<String>,
    _ pending: inout [JSONObject]
  ) {
    if let part = value["x-part"] {
      var next: JSONObject = ["part": part]
      next.append("from", ifPresent: value["x-from"])
      pending.append(next)
      return
    }
    switch value {
    case .object(let object):
      for (name, member) in object { collect(member, at: pointer.appending(name), &found, &pending) }
    case .array(let elements):
      for (position, element) in elements.enumerated() {
        collect(element, at: pointer.appending(start + position), &found, &pending)
      }
    default: found.insert(pointer.description)
    }
  }

  @Test func `a part that is not there is an error that says how parts are named`() async throws {
    let bench = try bench(members: 1, inner: 1)
    let text = await bench.failure("describe_operation", ["name": "make", "part": "/nothing"])
    #expect(text?.contains("x-part") == true)
  }

  @Test func `what fits is given as it is`() async throws {
    let bench = try Bench(
      operation: #"{"operationId": "make"}"#,
      method: "post",
      options: {
        var options = APITools.Options()
        options.mode = .search
        return options
      }()
    )
    #expect(await describe(bench)["x-shortened"] == nil)
  }
}
