/// The base URL of an API: scheme, host, port and the path before every operation's own.
///
/// The path is kept: `https://host/backend/api` and `/me` give `https://host/backend/api/me`. (Resolution by RFC 3986
/// section 5 would drop it.)
package struct BaseURL: Sendable, Hashable {
  /// `http` or `https`.
  package let scheme: String
  /// The host in lower case, with brackets for IPv6, and the port unless it is the scheme's default.
  package let authority: String
  /// The path: empty, or with a slash at its start and none at its end.
  package let path: String
  /// Whether the host is this machine.
  package let isLoopback: Bool

  /// Reads a URL of the form `http[s]://host[:port][/path]`; non-ASCII characters of the path are percent-encoded.
  ///
  /// The error is a sentence without quotations, because the URL may contain a secret in the wrong place.
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

  /// A URL that never exists (RFC 6761 section 6.4), for tools that are examined but not called.
  package static var nowhere: BaseURL { BaseURL(unchecked: "api.invalid") }

  private init(unchecked host: String) { (scheme, authority, path, isLoopback) = ("https", host, "", false) }

  /// Scheme, host and port, without a slash at the end: the scope of a credential (RFC 6454).
  package var origin: String { "\(scheme)://\(authority)" }

  /// Whether requests are unencrypted.
  package var isPlain: Bool { scheme == "http" }

  /// The reason why a text is no usable URL.
  package struct Failure: Error, Hashable {
    /// The reason, as a clause.
    package let reason: String

    /// The path would leave the location that the URL seems to name.
    package static let dotSegments = Failure("the path of a base URL has no segments . and .., plain or encoded")

    /// Makes a failure.
    package init(_ reason: String) { self.reason = reason }
  }
}

extension BaseURL: CustomStringConvertible {
  /// The URL as text.
  package var description: String { origin + path }
}
