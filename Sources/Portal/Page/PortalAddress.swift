import APIDocs

/// The address of a page, without the folder that the portal is in.
struct PortalAddress: Sendable, Hashable {
  /// The path below the portal's folder, percent-encoded; empty for the index.
  let path: String

  init(path: String) { self.path = path }

  /// An address of segments, which are encoded.
  init(segments: [String]) { path = segments.map(Page.percentEncoded).joined(separator: "/") }

  init(_ segments: String...) { self.init(segments: segments) }

  static let index = PortalAddress(path: "")
  static let connect = PortalAddress(path: "connect")
  static let status = PortalAddress(path: "status")
  static let search = PortalAddress(path: "search")

  /// The relative path from this page to the folder of the portal.
  var root: String {
    let depth = path.utf8.count { $0 == UInt8(ascii: "/") }
    return depth == 0 ? "./" : String(repeating: "../", count: depth)
  }

  /// The query for a part of a page, counted from 1; empty for the first.
  static func query(part: Int) -> String { part > 1 ? "?part=\(part)" : "" }

  /// The number of the part that a query asks for: 1 without one; `nil` for a number that no part has.
  static func part(of query: String?) -> Int? {
    guard let pair = query?.split(separator: "&").first(where: { $0.hasPrefix("part=") }) else { return 1 }
    return Int(pair.dropFirst(5)).flatMap { $0 > 0 ? $0 : nil }
  }

  /// The address of the page's Markdown.
  var markdownPath: String { path.isEmpty ? "index.md" : path + ".md" }
}
