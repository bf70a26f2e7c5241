import JSON
@testable import OpenAPI
import TestSupport
import Testing

/// The work of reading documents and overlays in step with their size.
@Suite(.timeLimit(.minutes(5)))
struct GrowthTests {
  private static func document(_ members: JSONObject) -> [UInt8] {
    var document: JSONObject = ["openapi": "3.1.0", "info": ["title": "T", "version": "1"]]
    for member in members { document.append(member.name, member.value) }
    return JSONValue.object(document).json
  }

  private static func paths(_ count: Int) -> JSONValue {
    .object(JSONObject((0..<count).map { ("/p\($0)", ["get": ["operationId": .string("p\($0)")]]) }))
  }

  private static func overlay(_ actions: [JSONValue]) throws -> Overlay {
    try Overlay(reading: JSONValue.object(["overlay": "1.0.0", "actions": .array(actions)]).json)
  }

  @Test func `actions change the document in place`() throws {
    let growth = try WorkGrowth.factor(from: 500) { count in
      let actions: [JSONValue] = (0..<count).map {
        ["target": .string("$.paths['/p\($0)'].get"), "update": ["summary": "s"]]
      }
      return (Self.document(["paths": Self.paths(count)]), try Self.overlay(actions))
    } _: { document, overlay in
      let read = try APIDocument(reading: document, overlays: [overlay])
      #expect(read.operations.last?.summary == "s")
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `paths that are removed one by one`() throws {
    let growth = try WorkGrowth.factor(from: 300) { count in
      let actions: [JSONValue] = (0..<count).map { ["target": .string("$.paths['/p\($0)']"), "remove": true] }
      return (Self.document(["paths": Self.paths(count)]), try Self.overlay(actions))
    } _: { document, overlay in
      let read = try APIDocument(reading: document, overlays: [overlay])
      #expect(read.operations.isEmpty && read.diagnostics.isEmpty)
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `removals that cannot be done at once count what they move`() throws {
    let overlay = try Self.overlay(Array(repeating: ["target": "$.a[0]", "remove": true], count: 300))
    var root: JSONValue = ["a": .array((0..<1_000).map { .number(JSONNumber($0)) })]
    var growth = Growth(limit: 10_000, looks: 100_000)
    let diagnostics = overlay.apply(to: &root, growth: &growth)
    #expect(diagnostics.contains { $0.message.contains("asks for too much") })
    #expect(growth.looks <= 0 && growth.looks > -2_000)
  }

  /// Each action finds all that those before it have added, until they may add no more.
  @Test func `updates of everything look at so many values only`() throws {
    let overlay = try Self.overlay(Array(repeating: ["target": "$..*", "update": ["x-a": 1]], count: 30))
    var root: JSONValue = ["a": .array((0..<100).map { .number(JSONNumber($0)) })]
    var growth = Growth(limit: 10_000, looks: 20_000)
    let diagnostics = overlay.apply(to: &root, growth: &growth)
    #expect(root.json.count < 400_000)
    #expect(diagnostics.contains { $0.message.contains("too large or too deep") })
    #expect(diagnostics.contains { $0.message.contains("asks for too much") })
    #expect(growth.looks <= 0 && growth.looks > -10_000)
  }

  @Test func `an expression of a filter is counted as work`() throws {
    let values = JSONValue.array((0..<1_000).map { ["a": .string("text\($0)"), "b": .string("t.*\($0)")] })
    let evaluation = JSONPathEvaluation(root: values, limit: 100_000)
    _ = evaluation.nodes(of: try JSONPathParser.parse("$[?match(@.a, @.b)]"))
    #expect(evaluation.isExhausted)
  }

  @Test func `schemas that would have the same name are numbered on`() throws {
    let growth = try WorkGrowth.factor(from: 500) { count in
      let places = (0..<count).map { number in
        Located(value: [:], place: Place(file: 0, pointer: JSONPointer(["paths", "/\(number)", "schema"])))
      }
      return places
    } _: { places in
      var names = SchemaNames(components: [])
      #expect(Set(places.map { names.name(of: $0).name }).count == places.count)
    }
    #expect(growth < WorkGrowth.limit)
  }

  /// A chain is not followed from each of its links to its end.
  @Test(arguments: [false, true])
  func `secrets at the end of a chain of references`(isCredential: Bool) throws {
    let growth = try WorkGrowth.factor(from: 200) { count in
      let schemas = (0..<count).map { number -> JSONObject.Member in
        let next: JSONValue = ["$ref": .string("#/components/schemas/\(Self.link(number + 1, isCredential))")]
        return (Self.link(number, isCredential), number + 1 < count ? next : ["type": "string", "default": "d"])
      }
      let members: JSONObject = ["paths": [:], "components": ["schemas": .object(JSONObject(schemas))]]
      return try APIDocument(reading: Self.document(members))
    } _: { document in
      let secrets = DocumentSecrets(document)
      let last = secrets.schemas(role: .output)[Self.link(document.schemas.count - 1, isCredential)]
      #expect((last?["default"] == "d") == !isCredential)
    }
    #expect(growth < WorkGrowth.limit)
  }

  private static func link(_ number: Int, _ isCredential: Bool) -> String {
    isCredential ? "Link\(number)Password" : "Link\(number)"
  }
}
