import TextCoding

extension State {
  /// Random bytes in hexadecimal.
  mutating func hexadecimal(bytes count: Int) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(count * 2)
    while text.count < count * 2 {
      var word = random.next()
      for _ in 0..<min(16, count * 2 - text.count) {
        text.append(digits[Int(word & 15)])
        word >>= 4
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A random UUID (RFC 9562 section 5.4, version 4).
  mutating func uuid() -> String {
    var text = Array(hexadecimal(bytes: 16).utf8)
    text[12] = UInt8(ascii: "4")
    text[16] = Array("89ab".utf8)[Int(random.next() & 3)]
    for position in [8, 13, 18, 23] { text.insert(UInt8(ascii: "-"), at: position) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Random bytes.
  mutating func randomBytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      var word = random.next()
      for _ in 0..<min(8, count - bytes.count) {
        bytes.append(UInt8(truncatingIfNeeded: word))
        word >>= 8
      }
    }
    return bytes
  }

  /// An opaque token of 43 characters, 256 bits.
  mutating func opaqueToken() -> String { Base64.text(randomBytes(32), .url) }
}
