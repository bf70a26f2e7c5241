import JSON
import JSONSchema

extension GrowthCase {
  static let schemas: [GrowthCase] = [
    schema("properties, all required") { names in
      [
        "properties": .object(JSONObject(names.map { ($0, ["type": "string"]) })),
        "required": .array(names.map(JSONValue.string)), "additionalProperties": false,
      ]
    },
    schema("dependentRequired") { names in
      ["dependentRequired": .object(JSONObject(zip(names, names.dropFirst()).map { ($0, [.string($1)]) }))]
    },
    schema("alternatives") { names in ["anyOf": .array(names.map { ["required": [.string($0)]] })] },
    schema("a chain of references") { names in
      let links = zip(names, names.dropFirst()).map { ($0, ["$ref": .string("#/$defs/\($1)")] as JSONValue) }
      return [
        "properties": ["a": ["$ref": "#/$defs/member1"]],
        "$defs": .object(JSONObject(links + [(names.last ?? "", [:])])),
      ]
    },
    schema("unevaluatedProperties") { names in
      [
        "allOf": [["properties": .object(JSONObject(names.map { ($0, true) }))]], "unevaluatedProperties": false,
      ]
    },
    schema("patterns") { names in
      ["properties": .object(JSONObject(names.map { ($0, ["pattern": .string("^(\($0)|[a-z]{1,9})*x?$")]) }))]
    },
    // No more than a pattern can have.
    schema("one pattern of many alternatives") { names in
      ["properties": ["member1": ["pattern": .string("^(\(names.prefix(800).joined(separator: "|")))*$")]]]
    },
    schema("patternProperties") { names in ["patternProperties": ["^member.*[0-9]$": ["type": "string"]]] },
    schema("propertyNames") { names in ["propertyNames": ["pattern": "^m(e|m|b|r)*[0-9]+$"]] },
    // Up to the limit of subschemas.
    schema("allOf of all", 312...5_000) { names in ["allOf": .array(names.map { ["properties": .object([$0: true])] })]
    },
    schema("oneOf of constants") { names in
      ["properties": ["member1": ["oneOf": .array(names.map { ["const": .string($0)] })]]]
    },
    evaluation("uniqueItems of rows", ["uniqueItems": true]) { size in
      .array((0..<size / 40).map { ["id": .number(JSONNumber($0)), "name": "row"] })
    },
    evaluation("uniqueItems of texts", ["uniqueItems": true]) { size in
      .array((0..<size / 10).map { .string("item\($0)") })
    },
    evaluation("enum", ["enum": .array((0..<10_000).map { .string("value\($0)") })]) {
      .string("v".repeated(toBytes: $0))
    },
    evaluation("a pattern of stars", ["pattern": "^(a*)*(a|b)*c$"]) { .string("a".repeated(toBytes: $0)) },
    evaluation("a pattern beyond ASCII", ["pattern": "^([à-ü]*)*x$"]) { .string("è".repeated(toBytes: $0 / 8)) },
    evaluation("the format uri", ["format": "uri"]) { .string("http://" + "a%20".repeated(toBytes: $0)) },
    evaluation("the format email", ["format": "email"]) { .string("a.".repeated(toBytes: $0) + "a@b") },
    evaluation("multipleOf of a long number", ["multipleOf": 3]) { size in
      JSONNumber(text: "9".repeated(toBytes: size)).map(JSONValue.number) ?? .null
    },
  ]

  private static func schema(
    _ name: String,
    _ sizes: ClosedRange<Int> = parts,
    _ make: @escaping @Sendable ([String]) -> JSONValue
  ) -> GrowthCase {
    GrowthCase("schema: \(name)", sizes) { count in
      let names = (0..<count).map { "member\($0)" }
      let schema = make(names)
      let whole = JSONValue.object(JSONObject(names.map { ($0, "x") }))
      return {
        let compiled = try Schema(schema)
        use(compiled.failures(whole))
        use(compiled.failures([:]))
      }
    }
  }

  private static func evaluation(
    _ name: String,
    _ schema: JSONValue,
    _ make: @escaping @Sendable (Int) -> JSONValue
  ) -> GrowthCase {
    GrowthCase("schema: \(name)", bytes) { size in
      let compiled = try Schema(schema, assertsFormats: true)
      let value = make(size)
      return { use(compiled.accepts(value)) }
    }
  }
}
