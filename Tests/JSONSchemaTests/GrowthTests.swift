import JSON
import TestSupport
import Testing

@testable import JSONSchema

/// The work of compiling schemas and of evaluating values in step with their size.
@Suite(.timeLimit(.minutes(5)))
struct GrowthTests {
  private static func names(_ count: Int) -> [String] { (0..<count).map { "member\($0)" } }

  @Test func `properties that are all required`() throws {
    let growth = try WorkGrowth.factor(from: 500) { count -> JSONValue in
      [
        "properties": .object(JSONObject(Self.names(count).map { ($0, ["type": "string"]) })),
        "required": .array(Self.names(count).reversed().map(JSONValue.string)),
      ]
    } _: { schema in
      let compiled = try Schema(schema)
      #expect(!compiled.accepts([:]))
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `a pattern has each set of characters once`() throws {
    let text = String(repeating: "a[bc]\\d.", count: 500)
    #expect(try PatternParser.parse(text).sets.count == 4)
  }

  /// Each would be asked for each character of a text.
  @Test func `a class has each property once`() throws {
    let growth = try WorkGrowth.factor(from: 500) { count in
      let pattern = try Pattern("[" + String(repeating: "\\p{Lu}\\P{L}", count: count) + "]")
      return (pattern, String(repeating: "è", count: count * 10))
    } _: { pattern, text in
      #expect(!pattern.matches(text))
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `alternatives of which each says another thing`() throws {
    let growth = try WorkGrowth.factor(from: 400) { count -> Schema in
      try Schema(["anyOf": .array(Self.names(count).map { ["required": [.string($0)]] })])
    } _: { schema in
      #expect(schema.failures([:]).count == 1)
    }
    #expect(growth < WorkGrowth.limit)
  }

  /// Members that are the same twice must not make all objects alike to the search.
  @Test func `items with members that occur twice`() throws {
    let growth = try WorkGrowth.factor(from: 200) { count -> JSONValue in
      .array(Self.names(count).map { .object(JSONObject([($0, 1), ($0, 1)])) })
    } _: { value in
      let schema = try Schema(["uniqueItems": true])
      #expect(schema.accepts(value))
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `classes of many ranges`() throws {
    let growth = try WorkGrowth.factor(from: 500) { count -> (Pattern, String) in
      let scalars = (0..<count).map { Character(Unicode.Scalar(UInt32(0x4E00 + 2 * $0)) ?? "a") }
      return (try Pattern("^[\(String(scalars))]*$"), String(scalars))
    } _: { pattern, text in
      #expect(pattern.matches(text))
    }
    #expect(growth < WorkGrowth.limit)
  }

  @Test func `a text is looked at by so many subschemas only`() throws {
    let schema = try Schema(["allOf": .array(Array(repeating: ["format": "uri", "const": "x"], count: 2_000))])
    let failures = schema.failures(.string(String(repeating: "a", count: 1 << 20)))
    #expect(failures.count <= 20)
    var limits = Schema.Limits()
    limits.steps = 1_000
    let bounded = try Schema(["maxLength": 10_000_000], limits: limits)
    #expect(!bounded.accepts(.string(String(repeating: "a", count: 1 << 20))))
  }
}
