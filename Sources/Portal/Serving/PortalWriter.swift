import APIDocs
import HTML
import JSON
import OpenAPI
import TextCoding
import WebServer

/// Writes the content at a path of the portal.
struct PortalWriter {
  let site: PortalSite
  let options: PortalOptions
  /// The host of the request.
  let host: String

  typealias Content = (type: String, text: String)

  private static let html = "text/html; charset=utf-8"
  private static let markdown = "text/markdown; charset=utf-8"
  private static let json = "application/json"

  private var context: PageContext {
    PageContext(
      endpoint: options.hasEndpoint ? address : nil,
      isLocal: options.isLocal,
      backend: options.isLocal ? options.backendState() : nil
    )
  }

  /// The URL of the endpoint.
  private var address: String { options.publicURL ?? "http://\(host)\(options.endpoint)" }

  /// The absolute URL of the portal's folder.
  private var base: String {
    let url = address
    return String(url[..<(url.lastIndex(of: "/").map(url.index(after:)) ?? url.endIndex)])
  }

  /// Whether the content at a path depends on more than the documents: the status page has the state of the backend.
  static func changesByItself(_ path: String) -> Bool { path == "status" || path == "status.md" }

  /// Whether the content at a path is a part of the program, and ready.
  static func isOfTheProgram(_ path: String) -> Bool { ["portal.css", "portal.js", "portal.svg"].contains(path) }

  /// The content at a path; `nil` if there is none.
  func content(at path: String, query: String?, isMarkdown: Bool) -> Content? {
    switch path {
    case "portal.css": return ("text/css; charset=utf-8", PortalStyle.text)
    case "portal.js": return ("text/javascript; charset=utf-8", PortalScript.text)
    case "portal.svg": return ("image/svg+xml", PortalStyle.icon)
    case "sitemap.xml": return ("application/xml", IndexFiles(site: site, base: base).sitemap)
    case ".well-known/api-catalog":
      let profile = "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\""
      return (profile, IndexFiles(site: site, base: base).catalogue(endpoint: address))
    case "search": return write(SearchPage(site: site, query: Self.search(query)).page, isMarkdown, Self.search(query))
    case "search.md": return write(SearchPage(site: site, query: Self.search(query)).page, true)
    case "search.json":
      return (Self.json, SearchPage(site: site, query: Self.search(query)).json.description)
    default: break
    }
    guard let segments = Self.segments(path) else { return nil }
    if segments.last == "llms.txt" {
      return IndexFiles(site: site, base: base).index(at: Array(segments.dropLast())).map {
        ("text/markdown; charset=utf-8", $0)
      }
    }
    if let document = site.document(at: segments) { return (Self.json, document) }
    guard let part = PortalAddress.part(of: query) else { return nil }
    if let page = site.page(at: segments, part: part, context) { return write(page, isMarkdown) }
    guard let last = segments.last, last.hasSuffix(".md") else { return nil }
    let path = Array(segments.dropLast()) + [String(last.dropLast(3))]
    return site.page(at: path, part: part, context).map { write($0, true) }
  }

  private func write(_ page: PortalPage, _ isMarkdown: Bool, _ query: String = "") -> Content {
    guard !isMarkdown else { return (Self.markdown, MarkdownPageWriter.text(of: page, base: base)) }
    let part = PortalAddress.query(part: page.division?.number ?? 1)
    let canonical = options.publicURL == nil ? nil : base + page.address.path + part
    var layout = PortalLayout(site: site.source.title, page: page, query: query, canonical: canonical)
    layout.hasSessions = options.access != nil
    return (Self.html, layout.html())
  }

  /// The page of a path that leads nowhere, with the pages that may have been meant.
  func missing(_ path: String, isMarkdown: Bool) -> Content {
    var page = PortalPage(
      title: "Not found",
      heading: "Not found",
      summary: "There is no such page.",
      address: PortalAddress(path: path),
      trail: [site.home]
    )
    page.parts = [.text("There is no page at this address.")]
    let meant = meant(by: path)
    if !meant.isEmpty {
      page.parts += [.text("You may have meant:"), .links(meant.map { LinkedItem(link: $0) })]
    }
    page.parts.append(.cards(SectionPage.start))
    return write(page, isMarkdown)
  }

  private func meant(by path: String) -> [PortalLink] {
    let name = (Self.segments(path) ?? []).last.map { $0.hasSuffix(".md") ? String($0.dropLast(3)) : $0 } ?? ""
    guard !name.isEmpty, name.utf8.count <= 100 else { return [] }
    let links = site.sections.flatMap(\.links)
    let names = links.map { Self.segments($0.address.path)?.last ?? "" }
    guard let nearest = names.nearest(to: name) else { return [] }
    return zip(links, names).filter { $0.1 == nearest }.prefix(5).map(\.0)
  }

  /// The decoded segments of a path; `nil` if it is malformed.
  static func segments(_ path: String) -> [String]? {
    guard !path.isEmpty else { return [] }
    var result: [String] = []
    for segment in path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard let bytes = PercentCoding.decode(segment, malformed: .refused), !bytes.isEmpty,
        let text = String(validating: bytes, as: UTF8.self)
      else { return nil }
      result.append(text)
    }
    return result
  }

  /// The words that are searched for.
  private static func search(_ query: String?) -> String { query.flatMap { FormData(Array($0.utf8))["q"] } ?? "" }
}
