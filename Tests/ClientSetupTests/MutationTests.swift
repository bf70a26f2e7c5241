import ClientSetup
import JSON
import Testing

/// Edits of files that were damaged at random.
struct MutationTests {
  /// A generator of numbers that repeats itself (xorshift, Marsaglia 2003).
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }

  private static let pieces: [[UInt8]] = [
    "{", "}", "[", "]", "\"", "'", ",", ":", "=", "#", "/", "*", "//", "/*", "\n", "\r\n", " ",
    "\t", "\\", "\\u", "null", "- ", "&a ", "*a", "<<: ", "|\n", "\u{FEFF}", "é", ".", "\"\"\"",
  ].map { Array($0.utf8) }

  @Test(arguments: ConfigFormat.allCases)
  func `a damaged file is refused or edited exactly, and what is edited can be undone`(format: ConfigFormat) throws {
    var numbers = Numbers()
    var edited = 0
    let path = ConfigTextTests.path(format)
    for sample in ConfigSamples.all + ConfigSamples.inline where sample.format == format {
      for _ in 0..<60 {
        var bytes = sample.text.bytes
        for _ in 0..<Int.random(in: 1...3, using: &numbers) {
          let start = Int.random(in: 0...bytes.count, using: &numbers)
          let end = min(bytes.count, start + Int.random(in: 0...2, using: &numbers))
          bytes.replaceSubrange(start..<end, with: Self.pieces.randomElement(using: &numbers) ?? [])
        }
        let text = ConfigText(bytes, format: format)
        // Whatever comes of it has been compared with what should: here it counts that nothing traps.
        _ = try? text.removing(path)
        _ = try? text.setting(path + ["command"], to: "x")
        guard let installed = try? text.setting(path, to: ConfigTextTests.entry), installed != text else { continue }
        edited += 1
        #expect(TextChange(from: bytes, to: installed.bytes).undone(in: installed.bytes) == bytes)
        #expect(
          (try? installed.removing(path)) != nil,
          "\(String(decoding: installed.bytes, as: UTF8.self).debugDescription)"
        )
      }
    }
    #expect(edited > 100)
  }
}
