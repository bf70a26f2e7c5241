package import Operations

/// The URL of an OpenAPI document, against which its relative URLs are resolved.
package struct DocumentURL: Sendable, Hashable {
  /// Scheme, host and port.
  private let server: BaseURL
  /// The path as it is requested, without the query.
  private let path: String
  /// The query without its question mark; `nil` if there is none.
  private let query: String?

  /// Reads a URL of the form `http[s]://host[:port]/path[?query]`.
  package init(_ text: String) throws(BaseURL.Failure) {
    // A fragment stays in the first part, which is then refused.
    let mark = text.firstIndex { $0 == "?" || $0 == "#" } ?? text.endIndex
    let (front, rest) = text[mark...].hasPrefix("?") ? (text[..<mark], text[mark...].dropFirst()) : (text[...], "")
    // The same rules as for the URL of a backend.
    let url = try BaseURL(String(front))
    server = try BaseURL(url.origin)
    path = front.hasSuffix("/") ? "\(url.path)/" : url.path
    guard rest.utf8.allSatisfy({ 0x21...0x7E ~= $0 && !##""#<>\^`{|}"##.utf8.contains($0) }) else {
      throw BaseURL.Failure("a query has no spaces, no letters beyond ASCII and none of \"#<>\\^`{|}")
    }
    query = mark < text.endIndex ? String(rest) : nil
  }

  /// The request target: path and query.
  package var target: String { (path.isEmpty ? "/" : path) + (query.map { "?\($0)" } ?? "") }
  /// The scheme: `https` or `http`.
  package var scheme: String { server.scheme }
  /// The host, with a port if there is one.
  package var authority: String { server.authority }
  /// Scheme, host and port.
  package var origin: String { server.origin }
  /// Whether the host is this machine.
  package var isLoopback: Bool { server.isLoopback }
  /// Whether the scheme is https.
  package var isSecure: Bool { !server.isPlain }

  /// Whether a text is meant as a URL: it has a scheme.
  package static func isURL(_ text: String) -> Bool {
    guard let colon = text.firstRange(of: "://") else { return false }
    return !text[..<colon.lowerBound].contains("/")
  }

  /// Resolves a URL reference of the document (RFC 3986 section 5.2, OpenAPI 3.1.1 section 4.6).
  package func resolving(_ reference: String) -> String {
    if Self.isURL(reference) { return reference }
    if reference.hasPrefix("//") { return "\(scheme):\(reference)" }
    if reference.hasPrefix("/") { return origin + Self.withoutDots(reference) }
    guard !reference.isEmpty else { return origin + path }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "/"
    return origin + Self.withoutDots("\(folder)\(reference)")
  }

  /// A path without the segments `.` and `..` (RFC 3986 section 5.2.4).
  private static func withoutDots(_ path: String) -> String {
    var segments: [Substring] = []
    for segment in path.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      switch segment {
      case ".": continue
      case "..": _ = segments.popLast()
      default: segments.append(segment)
      }
    }
    return "/" + segments.joined(separator: "/")
  }
}

extension DocumentURL: CustomStringConvertible {
  /// The URL without its query, which may hold a secret.
  package var description: String { origin + path }
}
