import Foundation
import HTTPTypes
import JSON
import MCP
import Testing
import TestSupport

/// Random arguments that are allowed reach the backend as what was meant; random ones that are not never do.
struct RoundTripTests {
  private static let document = #"""
    {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "paths": {
      "/p/{id}/x/{n}": {"get": {"operationId": "read", "parameters": [
        {"name": "id", "in": "path", "required": true, "schema": {"type": "string", "minLength": 1}},
        {"name": "n", "in": "path", "required": true, "schema": {"type": "integer"}},
        {"name": "q", "in": "query", "schema": {"type": "string"}},
        {"name": "many", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
        {"name": "comma", "in": "query", "explode": false, "schema": {"type": "array", "items": {"type": "string"}}},
        {"name": "pipe", "in": "query", "style": "pipeDelimited", "explode": false, "schema": {"type": "array", "items": {"type": "string"}}},
        {"name": "deep", "in": "query", "style": "deepObject", "explode": true, "schema": {"type": "object",
          "additionalProperties": {"type": "string"}}},
        {"name": "j", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}},
        {"name": "X-Head", "in": "header", "schema": {"type": "string"}},
        {"name": "crumb", "in": "cookie", "schema": {"type": "string"}}]}},
      "/json": {"post": {"operationId": "write", "requestBody": {"required": true, "content": {"application/json": {"schema": {
        "type": "object", "required": ["s"], "properties": {"s": {"type": "string"}, "i": {"type": "integer"},
        "b": {"type": "boolean"}, "o": {"type": "object"}, "l": {"type": "array", "items": {"type": "string"}}}}}}}}},
      "/form": {"post": {"operationId": "fill", "requestBody": {"required": true, "content": {
        "application/x-www-form-urlencoded": {"schema": {"type": "object", "required": ["s"], "properties": {
        "s": {"type": "string"}, "i": {"type": "integer"}, "b": {"type": "boolean"}, "o": {"type": "object"},
        "l": {"type": "array", "items": {"type": "string"}}}}}}}}},
      "/parts": {"post": {"operationId": "send", "requestBody": {"required": true, "content": {
        "multipart/form-data": {"schema": {"type": "object", "required": ["s"], "properties": {
        "s": {"type": "string"}, "i": {"type": "integer"}, "o": {"type": "object"}, "f": {"type": "string", "format": "binary"},
        "l": {"type": "array", "items": {"type": "string"}}}}}}}}}}}
    """#

  private static let seeds: [UInt64] = [1, 2, 3, 4]
  private static let cases = 250

  private func list(_ random: inout SeededGenerator) -> JSONValue {
    .array((0..<Int.random(in: 1...4, using: &random)).map { _ in .string(random.text()) })
  }

  private func members(_ random: inout SeededGenerator) -> JSONValue {
    var object = JSONObject()
    for _ in 0..<Int.random(in: 1...3, using: &random) { object[random.text(least: 1)] = .string(random.text()) }
    return .object(object)
  }

  /// Whether a value of a path is one that leads elsewhere, however often it is decoded.
  private func isRefused(_ text: String) -> Bool {
    var text = text
    for _ in 0..<4 {
      if text.split(omittingEmptySubsequences: false, whereSeparator: { "/\\".contains($0) }).contains(where: {
        $0 == "." || $0 == ".."
      }) {
        return true
      }
      guard let next = text.removingPercentEncoding, next != text else { return false }
      text = next
    }
    return false
  }

  @Test(arguments: seeds)
  func `parameters arrive as what was meant`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let bench = try Bench(Self.document)
    for _ in 0..<Self.cases {
      let count = bench.backend.asked.count
      var arguments: JSONObject = ["id": .string(random.text(least: 1)), "n": random.integer()]
      if random.flip() { arguments["q"] = .string(random.text()) }
      if random.flip() { arguments["many"] = list(&random) }
      if random.flip() { arguments["comma"] = list(&random) }
      if random.flip() { arguments["pipe"] = list(&random) }
      if random.flip() { arguments["deep"] = members(&random) }
      if random.flip() { arguments["j"] = members(&random) }
      if random.flip() { arguments["X-Head"] = .string(random.line()) }
      if random.flip() { arguments["crumb"] = .string(random.text()) }
      let result = await bench.call("read", arguments)
      let id = try #require(arguments["id"]?.string)
      guard result["isError"] == false else {
        #expect(isRefused(id), "\(arguments) \(result)")
        #expect(bench.backend.asked.count == count)
        continue
      }
      let received = ReceivedRequest(try #require(bench.backend.asked.last))
      try check(received, arguments, id)
    }
  }

  private func check(_ received: ReceivedRequest, _ arguments: JSONObject, _ id: String) throws {
    #expect(received.segments.count == 4)
    #expect(ReceivedRequest.decoded(received.segments[1]) == id)
    #expect(received.segments[3] == arguments["n"]?.description)
    #expect(received.values("q") == [arguments["q"]?.string].compactMap { $0 })
    #expect(received.values("many") == (arguments["many"]?.array ?? []).compactMap(\.string))
    #expect(received.list("comma", separator: ",") == arguments["comma"]?.array?.compactMap(\.string))
    // The style encodes its separator like one that is in an element, so only elements without one can be told apart.
    if let pipe = arguments["pipe"], !pipe.description.contains("|") {
      #expect(received.list("pipe", separator: "%7C") == pipe.array?.compactMap(\.string))
    }
    for (name, value) in arguments["deep"]?.object ?? [:] {
      #expect(received.values("deep[\(name)]") == [value.string ?? ""])
    }
    #expect(try received.values("j").first.map { try JSONParser.parse(Array($0.utf8)) } == arguments["j"])
    #expect(received.field("X-Head") == arguments["X-Head"]?.string)
    #expect(
      received.cookies.map { ReceivedRequest.decoded($0.value) } == [arguments["crumb"]?.string].compactMap { $0 }
    )
    let names = Set(["q", "many", "comma", "pipe", "j"]).union(
      (arguments["deep"]?.object ?? [:]).names.map { "deep[\($0)]" }
    )
    #expect(Set(received.query.map(\.name)).isSubset(of: names))
  }

  private func bodyArguments(_ random: inout SeededGenerator) -> JSONObject {
    var arguments: JSONObject = ["s": .string(random.text())]
    if random.flip() { arguments["i"] = random.integer() }
    if random.flip() { arguments["o"] = members(&random) }
    if random.flip() { arguments["l"] = list(&random) }
    return arguments
  }

  @Test(arguments: seeds)
  func `JSON and forms arrive as what was meant`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let bench = try Bench(Self.document)
    for _ in 0..<Self.cases {
      var arguments = bodyArguments(&random)
      if random.flip() { arguments["b"] = .bool(random.flip()) }
      _ = await bench.call("write", arguments)
      #expect(try JSONParser.parse(try #require(bench.backend.asked.last).body) == .object(arguments))

      _ = await bench.call("fill", arguments)
      let form = try #require(bench.backend.asked.last).text
      let pairs = ReceivedRequest.pairs(form, separator: "&").map { ($0.name, ReceivedRequest.decoded($0.value)) }
      for name in arguments.names {
        let values = pairs.filter { $0.0 == name }.map(\.1)
        switch arguments[name] {
        case .string(let text): #expect(values == [text])
        case .array(let elements): #expect(values == elements.compactMap(\.string))
        case let value?: #expect(try values.map { try JSONParser.parse(Array($0.utf8)) } == [value])
        case nil: break
        }
      }
      #expect(Set(pairs.map(\.0)) == Set(arguments.names))
    }
  }

  @Test(arguments: seeds)
  func `multipart bodies arrive as what was meant`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let bench = try Bench(Self.document)
    for _ in 0..<Self.cases {
      var arguments = bodyArguments(&random)
      let content = random.text()
      if random.flip() { arguments["f"] = .string(Data(content.utf8).base64EncodedString()) }
      _ = await bench.call("send", arguments)
      let received = ReceivedRequest(try #require(bench.backend.asked.last))
      for name in arguments.names {
        let values = received.part(name)
        switch arguments[name] {
        case .string where name == "f": #expect(values == [content])
        case .string(let text): #expect(values == [text])
        case .array(let elements): #expect(values == elements.compactMap(\.string))
        case let value?: #expect(try values.map { try JSONParser.parse(Array($0.utf8)) } == [value])
        case nil: break
        }
      }
    }
  }

  @Test(arguments: seeds)
  func `what is not allowed never arrives`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let bench = try Bench(Self.document)
    for _ in 0..<Self.cases {
      let tool = random.pick(["write", "fill", "send"])
      var arguments = bodyArguments(&random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: arguments["s"] = nil
      case 1: arguments["s"] = random.pick([.null, .bool(true), random.integer(), [], [:]])
      case 2:
        arguments["i"] = random.pick(["x", "1.5", [], ["a": 1], .bool(false), .string(random.text() + "x")])
      case 3: arguments["o"] = random.pick(["x", 5, [], "[1]", .string("{" + random.text())])
      case 4: arguments["l"] = random.pick(["x", 5, [:], [1], ["a", nil], "{}"])
      default: arguments["x" + random.text()] = .string(random.text())
      }
      #expect(await bench.failure(tool, arguments)?.hasPrefix("Invalid arguments") == true, "\(tool) \(arguments)")
    }
    #expect(bench.backend.asked.isEmpty)
  }
}
