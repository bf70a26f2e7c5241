import JSON
import OpenAPI
import TestSupport
import Testing

/// Documents changed at random: none may crash the program that reads it, or keep it busy.
///
/// Each document that is read is used as a server would use it.
struct FuzzTests {
  @Test func `a few thousand changed documents`() {
    var random = SeededGenerator(seed: 1)
    for round in 0..<3_000 { Self.attempt(round, &random) }
  }

  @Test(.enabled(if: Fuzzing.seconds != nil, "runs for as long as NETHESIS_MCP_FUZZ_SECONDS says"))
  func `as many documents as there is time for`() async {
    await Fuzzing.run("documents") { round, random in Self.attempt(round, &random) }
  }

  private static func attempt(_ round: Int, _ random: inout SeededGenerator) {
    let sample = Array(FuzzSamples.all[round % FuzzSamples.all.count].utf8)
    let text = Mutation.changed(sample, &random)
    let files = TextFiles(texts: ["other.yaml": String(decoding: Mutation.changed(sample, &random), as: UTF8.self)])
    if let overlay = try? Overlay(reading: text) {
      _ = try? APIDocument(reading: FuzzSamples.all[0], overlays: [overlay])
    }
    guard let document = try? APIDocument(reading: text, files: files) else { return }
    let map = SourceMap(text)
    for diagnostic in (document.diagnostics + Lint.diagnostics(of: document) + StructureCheck.diagnostics(of: document))
      .prefix(20)
    {
      _ = map.position(of: diagnostic.location)
    }
    for operation in document.operations.prefix(20) {
      for schema in operation.parameters.map(\.schema) + (operation.requestBody?.content ?? []).compactMap(\.schema) {
        _ = document.dereference(schema)
      }
    }
    for (_, schema) in document.schemas.members.prefix(20) { _ = document.dereference(schema) }
  }
}

/// Changes to the bytes of a text.
enum Mutation {
  /// What documents are made of, and what has exhausted programs that read them.
  private static let pieces: [[UInt8]] = [
    "$ref", "#/components/schemas/A", "other.yaml#/components/schemas/A", "#", "allOf", "null", "true", "{}", "[]",
    "\"", "'",
    "&a ", "*a", "<<: ", "? ", "- ", ": ", "\n", "  ", "|\n", "!!str ", "---\n", "%", "~1", "{{{{{{{{", "[[[[[[[[",
    "-1", "1e999",
    "\u{FEFF}", "\u{0}", "é", "..", "[?@", "(", "x-mcp", "nullable", "discriminator", "openapi", "swagger",
    "parameters", "in: body",
    "$dynamicRef", "$anchor", "type: file",
  ].map { Array($0.utf8) }

  static func changed(_ text: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var text = text
    for _ in 0..<Int.random(in: 1...6, using: &random) where !text.isEmpty {
      let start = Int.random(in: 0..<text.count, using: &random)
      let end = min(text.count, start + Int.random(in: 0...40, using: &random))
      switch Int.random(in: 0..<7, using: &random) {
      case 0: text[start] = UInt8.random(in: 0...255, using: &random)
      case 1: text.removeSubrange(start..<end)
      case 2: text.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: start)
      case 3: text.replaceSubrange(start..<end, with: pieces.randomElement(using: &random) ?? [])
      case 4: text.insert(contentsOf: text[start..<end], at: Int.random(in: 0...text.count, using: &random))
      case 5: text = exchanged(text, start, &random)
      default:
        let piece = pieces.randomElement(using: &random) ?? []
        text.insert(contentsOf: Array(repeatElement(piece, count: 300).joined()), at: start)
      }
    }
    return text
  }

  /// Puts one line in the place of another.
  private static func exchanged(_ text: [UInt8], _ start: Int, _ random: inout SeededGenerator) -> [UInt8] {
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    let from = Int.random(in: lines.indices, using: &random)
    lines[Int.random(in: lines.indices, using: &random)] = lines[from]
    return Array(lines.joined(separator: [0x0A]))
  }
}
