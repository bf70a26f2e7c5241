/// Compressed bodies made by hand, as no library for it is at hand.
enum Deflate {
  /// A gzip file (RFC 1952) of zeros, one and then a multiple of 258, in 13 bits for each 258.
  static func gzip(zeros count: Int) -> [UInt8] {
    var bits = Bits()
    // The last block, with the fixed codes (RFC 1951, section 3.2.6): a literal 0, then "258 bytes from 1 before".
    bits.append(0b1, 1)
    bits.append(0b01, 2)
    bits.appendCode(0b0011_0000, 8)
    for _ in 0..<(count - 1) / 258 {
      bits.appendCode(0b1100_0101, 8)
      bits.appendCode(0, 5)
    }
    bits.appendCode(0, 7)
    let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    return header + bits.bytes + littleEndian(checksum(zeros: count)) + littleEndian(UInt32(count))
  }

  /// CRC-32.
  private static func checksum(zeros count: Int) -> UInt32 {
    var value = UInt32.max
    for _ in 0..<count * 8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    return ~value
  }

  private static func littleEndian(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private struct Bits {
    var bytes: [UInt8] = []
    private var count = 0

    /// Appends a number, its lowest bit first.
    mutating func append(_ value: Int, _ width: Int) {
      for bit in 0..<width { append(bit: value >> bit & 1) }
    }

    /// Appends a code, its highest bit first.
    mutating func appendCode(_ value: Int, _ width: Int) {
      for bit in (0..<width).reversed() { append(bit: value >> bit & 1) }
    }

    private mutating func append(bit: Int) {
      if count % 8 == 0 { bytes.append(0) }
      bytes[bytes.count - 1] |= UInt8(bit << (count % 8))
      count += 1
    }
  }
}
