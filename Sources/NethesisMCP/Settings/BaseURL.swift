/// Where an API is: scheme, host, port and the path in front of every operation's own.
package struct BaseURL: Sendable, Hashable {
  /// Scheme, host and port, without a slash at the end: the place for which a credential was configured.
  package let origin: String
  /// Empty, or a slash and what follows it, without a slash at the end.
  package let path: String
  /// Whether what is sent can be read on the way.
  package let isPlain: Bool
  /// Whether the host is this machine.
  package let isLoopback: Bool

  /// Reads a URL of the form `http[s]://host[:port][/path]`.
  ///
  /// The error is a sentence that quotes nothing, for the URL may hold a secret in a place where it must not be.
  package init(_ text: String) throws(Failure) {
    guard text.utf8.allSatisfy({ 0x21...0x7E ~= $0 && !#""<>\^`{|}"#.utf8.contains($0) }) else {
      throw Failure("a URL has no spaces, no letters beyond ASCII and none of \"<>\\^`{|}")
    }
    guard let colon = text.firstRange(of: "://") else {
      throw Failure("a URL begins with https:// or http://")
    }
    let scheme = text[..<colon.lowerBound].lowercased()
    guard scheme == "https" || scheme == "http" else {
      throw Failure("only https and http are spoken")
    }
    let rest = text[colon.upperBound...]
    guard !rest.contains("?") else { throw Failure("a base URL has no query") }
    guard !rest.contains("#") else { throw Failure("a base URL has no fragment") }
    let authority = rest.prefix { $0 != "/" }
    guard !authority.contains("@") else {
      throw Failure("a base URL has no user name and no password; a session token goes into a token file")
    }
    let host = try Host(authority)
    origin = "\(scheme)://\(host.text)"
    isPlain = scheme == "http"
    isLoopback = host.isLoopback
    let path = rest[authority.endIndex...]
    self.path = String(path.hasSuffix("/") ? path.dropLast() : path)
  }

  /// Why a text is not a URL that can be used.
  package struct Failure: Error {
    package let reason: String

    init(_ reason: String) { self.reason = reason }
  }
}

extension BaseURL: CustomStringConvertible {
  package var description: String { origin + path }
}

/// The host and the port of a URL.
struct Host {
  /// In lower case, with the port if one was given.
  let text: String
  let isLoopback: Bool

  init(_ authority: Substring) throws(BaseURL.Failure) {
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
    text = name + port
    isLoopback = Self.isLoopback(name)
  }

  /// Whether a host, an IPv6 address in brackets, is this machine by its name alone.
  static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
          || "-._~%".utf8.contains($0)
      }
  }

  private static func isAddress(_ name: String) -> Bool {
    name.utf8.count > 3 && name.utf8.dropFirst().dropLast().allSatisfy { "0123456789abcdef:.".utf8.contains($0) }
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } && UInt16(text).map { $0 > 0 } ?? false
  }
}
