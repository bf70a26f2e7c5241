/// The marker of a list's item at the start of a text.
struct ListMarker {
  let style: ListStyle
  let length: Int

  /// Finds a marker, which a space, a tab or the end of the line follows.
  init?(_ text: ArraySlice<UInt8>) {
    guard let first = text.first else { return nil }
    switch first {
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
      style = .bullet(first)
      length = 1
    default:
      let digits = text.prefix(10).prefix(while: \.isASCIIDigit)
      let rest = text[digits.endIndex...]
      guard (1...9).contains(digits.count), let delimiter = rest.first,
        delimiter == UInt8(ascii: ".") || delimiter == UInt8(ascii: ")")
      else { return nil }
      let start = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
      style = .ordered(start: start, delimiter: delimiter)
      length = digits.count + 1
    }
    guard text.dropFirst(length).first.map(\.isSpaceOrTab) ?? true else { return nil }
  }

  /// Whether a list with this marker may interrupt a paragraph: a numbered one only if it starts with 1.
  var mayInterrupt: Bool {
    if case .ordered(let start, _) = style { start == 1 } else { true }
  }
}
