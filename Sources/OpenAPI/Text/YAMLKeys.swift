/// A look at YAML text before it is parsed, for aliases inside of keys.
///
/// It errs on the side of refusing, but only for text that no OpenAPI document needs: an alias directly before a colon,
/// an alias in a line that has a bracketed key, or an explicit key (`? key`) in a text that has aliases.
enum YAMLKeys {
  static func containAliases(in text: String) -> Bool {
    let bytes = text.utf8.span
    var line = Line()
    var hasAlias = false
    var hasExplicitKey = false
    var position = 0
    while position < bytes.count {
      switch bytes[position] {
      case 0x0A, 0x0D: line = Line()
      case UInt8(ascii: "*") where startsToken(bytes, position):
        let end = endOfName(bytes, position + 1)
        guard end > position + 1 else { break }
        hasAlias = true
        line.hasAlias = true
        if isColon(bytes, after: end) { return true }
        position = end - 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if isColon(bytes, after: position + 1) { line.hasBracketedKey = true }
      case UInt8(ascii: "?") where startsToken(bytes, position) && isSpace(bytes, position + 1) && line.isBlank:
        hasExplicitKey = true
      default: break
      }
      if line.hasAlias && line.hasBracketedKey || hasAlias && hasExplicitKey { return true }
      if position < bytes.count { line.see(bytes[position]) }
      position += 1
    }
    return false
  }

  /// What has been seen of the line so far.
  private struct Line {
    var hasAlias = false
    var hasBracketedKey = false
    /// Whether there was nothing but what may stand before an explicit key.
    var isBlank = true

    mutating func see(_ byte: UInt8) {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): break
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","): isBlank = true
      default: isBlank = false
      }
    }
  }

  private static func startsToken(_ bytes: Span<UInt8>, _ position: Int) -> Bool {
    guard position > 0 else { return true }
    switch bytes[position - 1] {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","): return true
    default: return false
    }
  }

  private static func endOfName(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        end += 1
      default: return end
      }
    }
    return end
  }

  private static func isColon(_ bytes: Span<UInt8>, after start: Int) -> Bool {
    var position = start
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    return position < bytes.count && bytes[position] == UInt8(ascii: ":")
  }

  private static func isSpace(_ bytes: Span<UInt8>, _ position: Int) -> Bool {
    guard position < bytes.count else { return true }
    return bytes[position] <= 0x20
  }
}
