/// Loopback names and addresses.
enum LoopbackName {
  /// Whether a host, with or without a port, is one in its usual spelling; ``matches(_:)`` knows all of them.
  static func isUsual(_ host: String) -> Bool {
    let bytes = host.utf8
    for name in usual where bytes.starts(with: name) {
      let rest = bytes.dropFirst(name.count)
      if rest.isEmpty || (rest.first == UInt8(ascii: ":") && rest.dropFirst().allSatisfy(isDigit)) { return true }
    }
    return false
  }

  private static let usual = ["127.0.0.1", "localhost"].map { Array($0.utf8) }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// Whether a host, without a port, is one: `localhost`, `127.0.0.0/8`, `::1`, with or without brackets.
  static func matches(_ host: some StringProtocol) -> Bool {
    switch host.lowercased() {
    case "localhost", "::1", "[::1]": true
    case let name: name.hasPrefix("127.") && name.split(separator: ".").count == 4 && name.utf8.allSatisfy(isNumeric)
    }
  }

  private static func isNumeric(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

extension StringProtocol {
  /// The host of a `Host` header, or of an origin after its scheme, without the port.
  var withoutPort: SubSequence {
    guard let colon = lastIndex(of: ":") else { return self[...] }
    let port = self[index(after: colon)...]
    // In `::1` and `[::1]`, the last colon belongs to the address.
    guard port.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return self[...] }
    return self[..<colon]
  }

  /// The text without leading and trailing white space of HTTP (RFC 9110 section 5.6.3) and carriage returns.
  func trimmingSpace() -> SubSequence {
    var rest = self[...]
    while let first = rest.first, first == " " || first == "\t" || first == "\r" { rest.removeFirst() }
    while let last = rest.last, last == " " || last == "\t" || last == "\r" { rest.removeLast() }
    return rest
  }
}
