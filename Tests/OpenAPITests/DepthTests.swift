import JSON
import TestSupport
import Testing

@testable import OpenAPI

/// Documents that would make a program that reads them by recursion go deeper than its stack.
struct DepthTests {
  /// A chain of aliases is a tree as deep as the chain is long, however the text ends.
  @Test(arguments: ["", "  - [\n"])
  func `a long chain of aliases is refused`(end: String) {
    let links = (0..<100_000).map { "  - &a\($0 + 1) [*a\($0)]\n" }
    let text = "openapi: 3.1.0\npaths: {}\nx-a:\n  - &a0 [1]\n" + links.joined() + end
    let error = #expect(throws: DocumentError.self) { try APIDocument(reading: text) }
    #expect(error.map { "\($0)".contains("nested deeper than 200 levels") } == true)
    #expect(SourceMap(Array(text.utf8)).nodes.isEmpty)
  }

  // MARK: Schemas

  @Test(
    arguments: [
      (#"{"allOf": [true], "description": "d"}"#, #"{"description":"d"}"#),
      (#"{"allOf": [false], "description": "d"}"#, #"{"description":"d","allOf":[false]}"#),
      (##"{"$ref": "#/components/schemas/T", "description": "d"}"##, #"{"description":"d"}"#),
      (
        ##"{"$ref": "#/components/schemas/S", "allOf": [{"minLength": 1}]}"##,
        #"{"allOf":[{"type":"string"},{"minLength":1}]}"#
      ),
      (##"{"$ref": "#/components/schemas/S", "allOf": []}"##, #"{"type":"string"}"#),
    ]
  )
  func `a boolean schema and parts beside a reference end`(schema: String, result: String) throws {
    let document = try Self.document(["A": schema, "T": "true", "S": #"{"type": "string"}"#])
    #expect(document.dereference(["$ref": "#/components/schemas/A"]).description == result)
  }

  @Test func `a boolean part hides no reference`() {
    let schema: JSONValue = ["allOf": [["$ref": "#/components/schemas/A"], true]]
    #expect(SchemaGraph.names(inPlace: schema) == ["A"])
  }

  /// Each schema is as deep as a document can be, and holds the one before: what was expanded once is put in again.
  @Test func `schemas that are put into one another do not add up`() throws {
    var schemas: [String: String] = [:]
    for number in 0..<14 {
      let inner = number == 0 ? "{}" : ##"{"$ref": "#/components/schemas/S\##(number - 1)"}"##
      schemas["S\(number)"] = Self.nested(#"{"items": "#, inner, 180)
    }
    let members = (0..<14).map { ##""p\##($0)": {"$ref": "#/components/schemas/S\##($0)"}"## }
    schemas["A"] = #"{"properties": {\#(members.joined(separator: ", "))}}"#
    let document = try Self.document(schemas)
    let depth = SmallStack.run { Self.depth(document.dereference(["$ref": "#/components/schemas/A"])) }
    #expect((180...400).contains(depth ?? 0))
  }

  @Test func `filters that descend in filters do not add up`() throws {
    let document = try JSONParser.parse(Self.nested(#"{"a":"#, "1", 199))
    let found = SmallStack.run { () -> Int? in
      let filter = (0..<30).reduce("@.a") { inner, _ in "$..[?\(inner)]" }
      guard let path = try? JSONPathParser.parse("$[?\(filter)]") else { return nil }
      return JSONPathEvaluation(root: document).nodes(of: path).count
    }
    #expect(found != nil)
  }

  // MARK: Support

  static func document(_ schemas: [String: String]) throws -> APIDocument {
    let members = schemas.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    return try APIDocument(
      reading: #"{"openapi": "3.1.0", "paths": {}, "components": {"schemas": {\#(members.joined(separator: ", "))}}}"#
    )
  }

  static func nested(_ start: String, _ inner: String, _ count: Int) -> String {
    let end = String(start.reversed().compactMap { $0 == "{" ? "}" : $0 == "[" ? "]" : nil })
    return String(repeating: start, count: count) + inner + String(repeating: end, count: count)
  }

  private static func depth(_ value: JSONValue) -> Int {
    var depth = 0
    var level = [value]
    while !level.isEmpty {
      depth += 1
      level = level.flatMap { $0.array ?? $0.object?.members.map(\.value) ?? [] }
    }
    return depth
  }
}
