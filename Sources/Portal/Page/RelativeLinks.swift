import CommonMark

/// The addresses that relative links in foreign text lead to: a link that would lead nowhere becomes text.
enum RelativeLinks: Sendable {
  /// No relative link leads anywhere.
  case none
  /// Relative links of a document lead to its vendor's documentation, for which they were written.
  case site(base: String)
  /// Relative links of a guide lead to other guides, by the paths of their files.
  case guides(path: String, addresses: [String: PortalAddress])

  /// The address that a link gets on a page; `nil` if it becomes text.
  func address(of link: String, root: String) -> String? {
    guard let link = HTMLPolicy.safe(link), !HTMLPolicy.isOnWeb(link) else { return HTMLPolicy.safe(link) }
    switch self {
    case .none: return nil
    case .site(let base): return HTMLPolicy.safe(Self.joined(base, link))
    case .guides(let path, let addresses):
      if link.hasPrefix("#") { return nil }
      let target = link.prefix { $0 != "#" && $0 != "?" }
      return Self.path(of: target, from: path).flatMap { addresses[$0] }.map { root + $0.path }
    }
  }

  /// A reference after a base URL (RFC 3986 section 5.2); browsers take dot segments out themselves.
  private static func joined(_ base: String, _ link: String) -> String {
    let base = base.prefix { $0 != "#" }
    guard !link.hasPrefix("#") else { return base + link }
    let bare = base.prefix { $0 != "?" }
    guard !link.hasPrefix("?") else { return bare + link }
    let scheme = bare.firstRange(of: "://")?.upperBound ?? bare.startIndex
    let host = bare[scheme...].firstIndex(of: "/") ?? bare.endIndex
    if link.hasPrefix("/") { return bare[..<host] + link }
    let folder = bare[host...].lastIndex(of: "/").map { bare[...$0] } ?? bare + "/"
    return folder + link
  }

  /// The path of a file that another one links to, within the same folder; `nil` if it lies outside.
  private static func path(of link: Substring, from path: String) -> String? {
    var segments = link.hasPrefix("/") ? [] : Array(path.split(separator: "/").dropLast())
    for segment in link.split(separator: "/") {
      if segment == ".." {
        guard segments.popLast() != nil else { return nil }
      } else if segment != "." {
        segments.append(segment)
      }
    }
    return segments.joined(separator: "/")
  }
}
