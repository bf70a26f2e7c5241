import JSON
import JSONSchema
import TestSupport
import Testing

/// Patterns and texts made at random: none may crash the program that compiles and matches them, or keep it busy.
struct PatternFuzzTests {
  @Test func `a few hundred patterns`() {
    var random = SeededGenerator(seed: 1)
    var compiled = 0
    for _ in 0..<300 where Self.attempt(&random, longest: 200) { compiled += 1 }
    #expect(compiled > 30, "nearly no pattern was one")
  }

  @Test(.enabled(if: Fuzzing.seconds != nil, "runs for as long as NETHESIS_MCP_FUZZ_SECONDS says"))
  func `as many patterns as there is time for`() async {
    await Fuzzing.run("patterns") { _, random in _ = Self.attempt(&random, longest: 60_000) }
  }

  /// Tells whether the pattern could be compiled.
  private static func attempt(_ random: inout SeededGenerator, longest: Int) -> Bool {
    let pattern = HostileText.any(&random, longest: longest)
    let size = JSONNumber(text: HostileText.any(&random)).map(JSONValue.number) ?? 1
    let texts = (0..<3).map { _ in JSONValue.string(HostileText.any(&random, longest: longest)) }
    for schema in [
      ["pattern": .string(pattern)], ["patternProperties": [pattern: false]],
      ["maxLength": size, "minItems": size, "multipleOf": size, "minimum": size, "enum": [size]],
    ] as [JSONValue] {
      guard let schema = try? Schema(schema, assertsFormats: true) else { continue }
      for text in texts { _ = schema.failures([text, size, [text.string ?? "": text]]) }
      for text in texts { _ = schema.failures(text) }
      _ = schema.failures([pattern: size])
      _ = schema.failures(size)
    }
    return (try? Pattern(pattern)) != nil
  }
}
