/// The host and port of a URL.
package struct Host: Sendable {
  /// In lower case, with the port unless it is the scheme's default, so that each server has one notation.
  let text: String
  let isLoopback: Bool

  init(_ authority: Substring, scheme: String) throws(BaseURL.Failure) {
    let isBracketed = authority.hasPrefix("[")
    let end = isBracketed ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
    let name = authority[..<(end ?? authority.endIndex)].lowercased()
    let port = authority[(end ?? authority.endIndex)...]
    guard isBracketed ? end != nil && Self.isAddress(name) : Self.isName(name) else {
      throw BaseURL.Failure("this has no valid host")
    }
    guard port.isEmpty || port.first == ":" && Self.isPort(port.dropFirst()) else {
      throw BaseURL.Failure("a port is a number from 1 to 65535")
    }
    let number = UInt16(port.dropFirst())
    text = name + (number.map { $0 == (scheme == "https" ? 443 : 80) ? "" : ":\($0)" } ?? "")
    isLoopback = Self.isLoopback(name)
  }

  /// Whether a host, with brackets for IPv6, is this machine, judged by its name alone.
  package static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
          || "-._~".utf8.contains($0)
      }
  }

  private static func isAddress(_ name: String) -> Bool {
    name.utf8.count > 3 && name.utf8.dropFirst().dropLast().allSatisfy { "0123456789abcdef:.".utf8.contains($0) }
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } && UInt16(text).map { $0 > 0 } ?? false
  }
}
