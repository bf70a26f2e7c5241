import JSON
import TestSupport

extension SeededGenerator {
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &self)]
  }

  mutating func flip() -> Bool { Bool.random(using: &self) }

  private static let pieces = [
    "a", "Z", "9", " ", "&", "=", "+", "%", "%20", "%2F", "/", "?", "#", ";", ",", "|", "\"", "'", "\\", "<", ">", ":",
    "@",
    "[", "]", "{", "}", "~", "-", "_", ".", "ü", "€", "🔑", "é", "\t", "--", "\r\n", "\n", "\u{0}", "null", "true", "5",
  ]

  /// A text of up to ten pieces that mean something to somebody on the way.
  mutating func text(least: Int = 0) -> String {
    (0..<Int.random(in: least...10, using: &self)).map { _ in pick(Self.pieces) }.joined()
  }

  /// A text that a header field can hold as it is.
  mutating func line() -> String {
    let pieces = Self.pieces.filter {
      !$0.unicodeScalars.contains { $0.value < 0x20 || $0 == " " || $0 == "," || $0 == "=" }
    }
    return (0..<Int.random(in: 1...8, using: &self)).map { _ in pick(pieces) }.joined()
  }

  mutating func integer() -> JSONValue {
    .number(JSONNumber(Int.random(in: -9_007_199_254_740_991...9_007_199_254_740_991, using: &self)))
  }
}
