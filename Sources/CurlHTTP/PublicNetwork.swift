import Glibc

/// Addresses that are globally reachable (IANA's registries of special-purpose addresses).
enum PublicNetwork {
  /// Whether a text is such an address; false for any text that is no address.
  static func contains(_ text: String) -> Bool {
    var address = in_addr()
    if unsafe inet_pton(AF_INET, text, &address) == 1 { return contains(UInt32(bigEndian: address.s_addr)) }
    var longAddress = in6_addr()
    guard unsafe inet_pton(AF_INET6, text, &longAddress) == 1 else { return false }
    return unsafe contains(withUnsafeBytes(of: longAddress) { unsafe Array($0) })
  }

  /// Blocks of IPv4 that are not globally reachable: the first address of each, and the length of its prefix.
  private static let specialBlocks: [(first: UInt32, bits: UInt32)] = [
    (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16), (0xAC10_0000, 12),
    (0xC000_0000, 24), (0xC000_0200, 24), (0xC0A8_0000, 16), (0xC612_0000, 15), (0xC633_6400, 24), (0xCB00_7100, 24),
    (0xE000_0000, 3),
  ]

  private static func contains(_ address: UInt32) -> Bool {
    !specialBlocks.contains { ($0.first ^ address) >> (32 - $0.bits) == 0 }
  }

  private static func contains(_ bytes: [UInt8]) -> Bool {
    // IPv6 addresses can contain an IPv4 address: mapped (::ffff:0:0/96), translated (64:ff9b::/96), 6to4 (2002::/16).
    let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
    let translated = [0x00, 0x64, 0xFF, 0x9B] + [UInt8](repeating: 0, count: 8)
    if bytes.starts(with: mapped) || bytes.starts(with: translated) { return contains(Self.number(bytes[12...])) }
    if bytes.starts(with: [0x20, 0x02]) { return contains(Self.number(bytes[2..<6])) }
    // Only 2000::/3 has been allocated so far, of which 2001:db8::/32 is for documentation.
    return bytes[0] >> 5 == 1 && !bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8])
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }
}
