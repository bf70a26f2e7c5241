import JSON
import JSONSchema
import OpenAPI
@testable import Operations
import Testing
import TestSupport

/// The schemas of published documents of other APIs, in every dialect.
@Suite(.enabled(if: Oracles.areEnabled, "needs ../shared/specs"))
struct PublicSchemasTests {
  /// How many operations of a document are looked at, spread over all.
  private static let sampled = 12
  /// Names of the documents; none where there are none, which the test of their number would tell.
  static let documents: [String] = ((try? Oracles.files(in: "specs/public")) ?? []).filter { !$0.hasSuffix(".md") }

  private static let annotations: Set<String> = ["title", "description", "default", "examples", "deprecated"]

  @Test func `the documents are there`() { #expect(Self.documents.count > 10) }

  @Test(arguments: documents)
  func `every schema is written in its dialect, and accepts what is checked`(name: String) throws {
    let document = try APIDocument(reading: Oracles.bytes("specs/public/\(name)"), overlays: [])
    let step = max(1, document.operations.count / Self.sampled)
    var random = SeededGenerator(seed: 24)
    for position in stride(from: 0, to: document.operations.count, by: step) {
      let operation = document.operations[position]
      let place = "\(name) \(operation.method) \(operation.path)"
      let schema = ToolInput(operation, in: document, hasFolder: false, hasSelection: true).schema
      let output = ToolOutput(operation, in: document).schema
      let checked = try Schema(.object(schema))
      let sample = ArgumentSample(schema)
      let samples = (0..<4).map { _ in sample.value(&random) }.filter(checked.accepts)
      for dialect in ToolDialect.allCases {
        let input = dialect.input(schema)
        look(through: input, dialect, "\(place) \(dialect)")
        let published = try Schema(.object(input))
        guard !dialect.isIndirect else { continue }
        for sample in samples {
          #expect(published.accepts(sample), "\(place) \(dialect) \(published.failures(sample))")
        }
        if let written = output.map(dialect.output) {
          _ = try Schema(.object(written))
          #expect(dialect != .noRefs || !JSONValue.object(written).description.contains(#""$ref""#), "\(place)")
        }
      }
    }
  }

  private func look(through schema: JSONObject, _ dialect: ToolDialect, _ place: String) {
    #expect(schema["type"] == "object" && schema["properties"]?.object != nil, "\(place)")
    let isPlain = dialect == .default || dialect == .noRefs
    var listed = 0
    _ = SchemaTransform.apply(.object(schema)) { schema in
      #expect(schema["format"] != "password", "\(place)")
      let title = schema["title"]?.string ?? "a"
      #expect(1...120 ~= title.count && !title.contains(where: \.isNewline), "\(place)")
      if let values = schema["enum"]?.array {
        listed += values.count
        #expect(Set(values).count == values.count, "\(place)")
        let types = JSONType.named(in: schema)
        let areTyped = types.isEmpty || values.allSatisfy { value in types.contains { JSONType.matches(value, $0) } }
        #expect(areTyped, "\(place) \(values.prefix(5))")
      }
      if isPlain {
        #expect(schema["type"]?.array == nil, "\(place)")
        #expect(schema["type"] != "array" || schema["items"] != nil, "\(place)")
        for part in Self.values(in: schema) {
          let names = part.object.map { Set($0.names).subtracting(Self.annotations) }
          #expect(names?.isEmpty == false || part == false, "\(place) \(part)")
        }
        let others = schema["additionalProperties"]
        #expect(others?.object.map { !Set($0.names).isSubset(of: Self.annotations) } ?? true, "\(place)")
      }
      if dialect == .noRefs { #expect(schema["$ref"] == nil && schema["$defs"] == nil, "\(place)") }
      if dialect == .gemini { #expect(schema["anyOf"] == nil || schema.count == 1, "\(place)") }
      if dialect == .openai { #expect(PatternWords.isPlain(schema["pattern"]?.string ?? ""), "\(place)") }
      return schema
    }
    #expect(dialect != .openai || listed <= EnumLimit.maximumValues, "\(place)")
  }

  /// The schemas in a schema for which a value is given.
  private static func values(in schema: JSONObject) -> [JSONValue] {
    let maps = ["properties", "$defs"].flatMap { (schema[$0]?.object ?? [:]).members.map(\.value) }
    let lists = ["anyOf", "oneOf", "prefixItems"].flatMap { schema[$0]?.array ?? [] }
    return maps + lists + [schema["items"]].compactMap { $0 }
  }
}
