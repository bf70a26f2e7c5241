/// Text in UTF-16, as some editors and shells write it, recognised by its byte order mark (YAML 1.2.2 section 5.2).
enum WideText {
  /// The text in UTF-8; `nil` if it has no such mark.
  static func utf8(_ bytes: Span<UInt8>) -> [UInt8]? {
    guard bytes.count > 1 else { return nil }
    let isLittle = bytes[0] == 0xFF && bytes[1] == 0xFE
    guard isLittle || bytes[0] == 0xFE && bytes[1] == 0xFF else { return nil }
    var text: [UInt16] = []
    text.reserveCapacity(bytes.count / 2)
    var position = 2
    while position + 1 < bytes.count {
      let (first, second) = (UInt16(bytes[position]), UInt16(bytes[position + 1]))
      text.append(isLittle ? second << 8 | first : first << 8 | second)
      position += 2
    }
    return Array(String(decoding: text, as: UTF16.self).utf8)
  }
}
