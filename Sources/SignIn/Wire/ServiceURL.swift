/// The URL of an endpoint of a provider or a backend: https, or http to this machine.
package struct ServiceURL: Sendable, Hashable, CustomStringConvertible {
  /// `http` or `https`.
  package let scheme: String
  /// The host in lower case, with brackets for IPv6, and the port unless it is the scheme's default.
  package let authority: String
  /// The path and the query, as a request names them (RFC 9112 section 3.2.1).
  package let target: String
  /// Whether the host is this machine, by its name.
  package let isLoopback: Bool

  private static let maximumLength = 2048

  /// Reads a URL; `nil` if it has another scheme, a user name, a fragment, or characters that no URL has.
  ///
  /// Endpoints have no fragment (RFC 6749 section 3.1), and TLS unless they are on this machine (section 3.1.2.1).
  package init?(_ text: String) {
    guard text.utf8.count <= Self.maximumLength,
      text.utf8.allSatisfy({ 0x21...0x7E ~= $0 && !#""<>\^`{|}#"#.utf8.contains($0) }),
      let mark = text.firstRange(of: "://")
    else { return nil }
    scheme = text[..<mark.lowerBound].lowercased()
    guard scheme == "https" || scheme == "http" else { return nil }
    let rest = text[mark.upperBound...]
    let given = rest.prefix { $0 != "/" && $0 != "?" }
    guard let (host, port) = Self.parts(given) else { return nil }
    isLoopback = Self.isLoopback(host)
    guard scheme == "https" || isLoopback else { return nil }
    let isDefault = port == nil || port == (scheme == "https" ? 443 : 80)
    authority = isDefault ? host : "\(host):\(port ?? 0)"
    let target = rest[given.endIndex...]
    self.target = target.hasPrefix("/") ? String(target) : "/\(target)"
  }

  /// Scheme, host and port: the limit within which secrets stay (RFC 6454).
  package var origin: String { "\(scheme)://\(authority)" }

  /// The URL as text.
  package var description: String { origin + target }

  /// The URL with further parameters in its query, which is kept (RFC 6749 section 3.1).
  func adding(_ form: FormBody) -> String {
    let separator = !target.contains("?") ? "?" : target.hasSuffix("?") || target.hasSuffix("&") ? "" : "&"
    return description + separator + form.text
  }

  private static func parts(_ authority: Substring) -> (host: String, port: UInt16?)? {
    let isBracketed = authority.hasPrefix("[")
    let end = isBracketed ? authority.firstIndex(of: "]").map(authority.index(after:)) : authority.firstIndex(of: ":")
    let host = authority[..<(end ?? authority.endIndex)].lowercased()
    guard isBracketed ? end != nil && isAddress(host) : isName(host) else { return nil }
    let rest = authority[(end ?? authority.endIndex)...]
    if rest.isEmpty { return (host, nil) }
    let digits = rest.dropFirst()
    guard rest.hasPrefix(":"), !digits.isEmpty, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
      let port = UInt16(digits), port > 0
    else { return nil }
    return (host, port)
  }

  private static func isName(_ host: String) -> Bool {
    !host.isEmpty
      && host.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
  }

  private static func isAddress(_ host: String) -> Bool {
    host.utf8.count > 3 && host.utf8.dropFirst().dropLast().allSatisfy { "0123456789abcdef:.".utf8.contains($0) }
  }

  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
