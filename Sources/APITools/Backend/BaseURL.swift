/// Where an API is: scheme, host, port and the path in front of every operation's own.
///
/// That path is kept: `https://host/backend/api` and `/me` make `https://host/backend/api/me`. (Resolving by RFC 3986
/// section 5 would drop it.)
package struct BaseURL: Sendable, Hashable {
  /// `http` or `https`.
  package let scheme: String
  /// The host in lower case, in brackets where it is an IPv6 address, and the port where it is not the scheme's own.
  package let authority: String
  /// Empty, or a slash and what follows it, without a slash at the end.
  package let path: String
  /// Whether the host is this machine.
  package let isLoopback: Bool

  /// Reads a URL of the form `http[s]://host[:port][/path]`; letters of the path beyond ASCII are percent-encoded.
  ///
  /// The error is a sentence that quotes nothing, for the URL may hold a secret in a place where it must not be.
  package init(_ text: String) throws(Failure) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && !#""<>\^`{|}"#.utf8.contains($0) }) else {
      throw Failure("a URL has no spaces, no control characters and none of \"<>\\^`{|}")
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
    let given = rest.prefix { $0 != "/" }
    guard !given.contains("@") else {
      throw Failure("a base URL has no user name and no password; a session token goes into a token file")
    }
    let host = try Host(given, scheme: scheme)
    self.scheme = scheme
    authority = host.text
    isLoopback = host.isLoopback
    let path = rest[given.endIndex...]
    guard !DotSegments.arePresent(in: String(path)) else { throw .dotSegments }
    self.path = PercentEncoding.encodedBeyondASCII(path.hasSuffix("/") ? path.dropLast() : path)
  }

  /// A place that does not exist (RFC 6761 section 6.4), for tools that are only looked at.
  package static var nowhere: BaseURL { BaseURL(unchecked: "api.invalid") }

  private init(unchecked host: String) { (scheme, authority, path, isLoopback) = ("https", host, "", false) }

  /// Scheme, host and port, without a slash at the end: the place for which a credential was configured (RFC 6454).
  package var origin: String { "\(scheme)://\(authority)" }

  /// Whether what is sent can be read on the way.
  package var isPlain: Bool { scheme == "http" }

  /// Why a text is not a URL that can be used.
  package struct Failure: Error, Hashable {
    package let reason: String

    /// The path leads out of the place that the URL seems to name.
    package static let dotSegments = Failure("the path of a base URL has no segments . and .., plain or encoded")

    package init(_ reason: String) { self.reason = reason }
  }
}

extension BaseURL: CustomStringConvertible {
  package var description: String { origin + path }
}
