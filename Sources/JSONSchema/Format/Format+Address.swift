extension StringProtocol {
  var isIPv4Address: Bool {
    let parts = utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        guard 1...3 ~= part.count, part.allSatisfy(\.isDigit) else { return false }
        // Some readers take a leading zero for octal.
        if part.count > 1, part.first == UInt8(ascii: "0") { return false }
        return part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } <= 255
      }
  }

  /// Whether this is an IPv6 address in the notation of RFC 4291 section 2.2.
  var isIPv6Address: Bool {
    let text = String(self)
    var groups = text.split(separator: ":", omittingEmptySubsequences: false)
    guard groups.count >= 3, groups.count <= 9 else { return false }
    var count = 0
    if let last = groups.last, last.contains(".") {
      guard last.isIPv4Address else { return false }
      groups.removeLast()
      count = 2
    }
    // `::` gives one empty group, and a second one at an end of the text, where a single colon is not allowed.
    if text.hasPrefix("::") { groups.removeFirst() } else if text.hasPrefix(":") { return false }
    if text.hasSuffix("::") { groups.removeLast(groups.count > 1 ? 1 : 0) } else if text.hasSuffix(":") { return false }
    let empty = groups.count { $0.isEmpty }
    guard groups.allSatisfy({ $0.utf8.count <= 4 && $0.utf8.allSatisfy(\.isHexDigit) }) else { return false }
    count += groups.count - empty
    return empty == 1 ? count <= 7 : empty == 0 && count == 8
  }
}

extension String {
  /// Whether this is a mailbox of RFC 5321 section 4.1.2.
  var isEmailAddress: Bool {
    guard let at = lastIndex(of: "@") else { return false }
    return self[..<at].isLocalPart && self[index(after: at)...].isMailDomain
  }
}

extension Substring {
  fileprivate var isLocalPart: Bool {
    if utf8.count >= 2, utf8.first == UInt8(ascii: "\""), utf8.last == UInt8(ascii: "\"") { return isQuoted }
    return split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
      !atom.isEmpty && atom.utf8.allSatisfy { $0.isLetter || $0.isDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
    }
  }

  private var isQuoted: Bool {
    var content = utf8.dropFirst().dropLast()
    while let byte = content.popFirst() {
      if byte == UInt8(ascii: "\"") { return false }
      if byte == UInt8(ascii: "\\"), content.popFirst() == nil { return false }
      guard 0x20..<0x7F ~= byte else { return false }
    }
    return true
  }

  fileprivate var isMailDomain: Bool {
    if hasPrefix("["), hasSuffix("]") {
      let literal = dropFirst().dropLast()
      return literal.hasPrefix("IPv6:") ? literal.dropFirst(5).isIPv6Address : literal.isIPv4Address
    }
    return split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      !label.isEmpty && !label.hasPrefix("-") && !label.hasSuffix("-")
        && label.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
    }
  }
}
