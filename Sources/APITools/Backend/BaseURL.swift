/// Where an API is: the part of a URL that stands before the path of every operation.
///
/// Its own path is kept: `https://host/backend/api` and `/me` make `https://host/backend/api/me`. (Resolving by RFC 3986
/// section 5 would drop it.)
package struct BaseURL: Sendable, Hashable {
  /// `http` or `https`.
  package let scheme: String
  /// The host, in brackets where it is an IPv6 address, and the port where one is given.
  package let authority: String
  /// The path, without a slash at its end: empty, or beginning with a slash.
  package let path: String

  /// Reads a URL.
  ///
  /// - Throws: Why it cannot be the base of an API, as a sentence that does not repeat the URL, which may hold a secret.
  package init(_ text: String) throws(BaseURLError) {
    guard let colon = text.utf8.firstRange(of: "://".utf8) else {
      throw BaseURLError("The URL has to begin with https:// or http://.")
    }
    let scheme = text[..<colon.lowerBound].lowercased()
    guard scheme == "https" || scheme == "http" else {
      throw BaseURLError("Only https and http are spoken, not the scheme \"\(scheme.prefix(20))\".")
    }
    let rest = text[colon.upperBound...]
    guard rest.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw BaseURLError("The URL has a character in it that has to be percent-encoded.")
    }
    guard !rest.contains("?"), !rest.contains("#") else {
      throw BaseURLError("The URL may have neither a query nor a fragment: paths are appended to it.")
    }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    let authority = rest[..<slash].lowercased()
    guard !authority.contains("@") else {
      throw BaseURLError("The URL may not hold a user name or password: give the token with --token-file.")
    }
    guard Self.isAuthority(authority) else { throw BaseURLError("The URL has no host, or a port that is no number.") }
    var path = String(rest[slash...])
    while path.hasSuffix("/") { path.removeLast() }
    guard !path.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }) else {
      throw BaseURLError("The path of the URL may not have the segments . and .. in it.")
    }
    self.scheme = scheme
    self.authority = authority
    self.path = path
  }

  private static func isAuthority(_ text: String) -> Bool {
    var host = text[...]
    if let colon = text.lastIndex(of: ":"), !text[colon...].contains("]") {
      host = text[..<colon]
      guard let port = Int(text[text.index(after: colon)...]), 1...65_535 ~= port else { return false }
    }
    return !host.isEmpty && (host.hasPrefix("[") == host.hasSuffix("]"))
      && (host.hasPrefix("[") || !host.contains(":"))
  }
}

extension BaseURL {
  /// The host without brackets and port.
  package var host: String {
    if authority.hasPrefix("[") { return String(authority.dropFirst().prefix { $0 != "]" }) }
    return String(authority.prefix { $0 != ":" })
  }

  /// Whether the URL leads to this machine itself, so that nothing that is sent there crosses a network.
  package var isLoopback: Bool {
    host == "localhost" || host == "::1" || Self.isLoopbackAddress(host)
  }

  /// The scheme, host and port, to which credentials are bound (RFC 6454).
  package var origin: String { "\(scheme)://\(authority)" }

  private static func isLoopbackAddress(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}

extension BaseURL: CustomStringConvertible {
  package var description: String { "\(scheme)://\(authority)\(path)" }
}

/// Why a text is not the base URL of an API.
package struct BaseURLError: Error, Sendable, Equatable {
  /// What is wrong with it and what to do.
  package var sentence: String

  init(_ sentence: String) { self.sentence = sentence }
}
