package import NIOCore

/// An IP address and port; an IPv4-mapped IPv6 address counts as IPv4 (RFC 4291 section 2.5.5.2).
package struct InternetAddress: Sendable, Hashable {
  /// The 4 or 16 bytes in network order.
  package let bytes: [UInt8]
  /// The port.
  package let port: UInt16

  /// Makes an address, converting a mapped one to IPv4.
  package init(bytes: [UInt8], port: UInt16) {
    let isMapped = bytes.count == 16 && bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10...11] == [0xFF, 0xFF]
    self.bytes = isMapped ? Array(bytes.suffix(4)) : bytes
    self.port = port
  }

  /// Reads a socket address; `nil` for a Unix domain socket.
  package init?(_ address: SocketAddress) {
    // A `sockaddr_in` has the address at byte 4, a `sockaddr_in6` at byte 8; both have the port at byte 2.
    let place: Range<Int>
    switch address {
    case .v4: place = 4..<8
    case .v6: place = 8..<24
    case .unixDomainSocket: return nil
    }
    let bytes = unsafe address.withSockAddr { pointer, size in
      unsafe Array(UnsafeRawBufferPointer(start: pointer, count: size))
    }
    guard bytes.count >= place.upperBound else { return nil }
    self.init(bytes: Array(bytes[place]), port: UInt16(bytes[2]) << 8 | UInt16(bytes[3]))
  }

  /// Whether it is a loopback address: `127.0.0.0/8`, `::1`.
  package var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
  }

  /// The network that counts as one party: an IPv4 address, or the first 64 bits of an IPv6 address.
  package var network: String {
    guard bytes.count == 16 else { return bytes.map { "\($0)" }.joined(separator: ".") }
    let groups = stride(from: 0, to: 8, by: 2).map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
    return groups.joined(separator: ":") + "::/64"
  }
}
