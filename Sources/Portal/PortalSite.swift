import APIDocs
import JSON
import LazyValue
import OpenAPI

/// All pages of the portal for one state of its content, each written on demand.
final class PortalSite: Sendable {
  let source: PortalSource
  let sections: [PortalSection]
  let search: PortalSearch
  private let divided = DividedPages()

  init(_ source: PortalSource) {
    self.source = source
    sections = source.apis.map(PortalSection.init)
    search = PortalSearch(library: source.library, sections: sections)
  }

  /// The section of an API and the path within it.
  private func section(_ segments: [String]) -> (PortalSection, [String])? {
    if let only = sections.first, sections.count == 1, only.api.name == nil { return (only, segments) }
    guard let name = segments.first, let section = sections.first(where: { $0.api.name == name }) else { return nil }
    return (section, Array(segments.dropFirst()))
  }

  /// A part of the page at a path of decoded segments; `nil` if there is none.
  ///
  /// - Parameters:
  ///   - segments: The path.
  ///   - part: The number of the part, from 1: a page that is short has one.
  ///   - context: Facts of the request.
  /// - Returns: The page, with that part of its contents.
  func page(at segments: [String], part: Int, _ context: PageContext) -> PortalPage? {
    let key = DividedPages.Key(path: segments, context: context)
    if let pages = divided[key] { return pages.indices.contains(part - 1) ? pages[part - 1] : nil }
    guard var whole = page(at: segments, context) else { return nil }
    if case .none = whole.relativeLinks, let (section, _) = section(segments), let base = section.linkBase {
      whole.relativeLinks = .site(base: base)
    }
    let pages = whole.divided
    if pages.count > 1 { divided.keep(pages, for: key) }
    return pages.indices.contains(part - 1) ? pages[part - 1] : nil
  }

  private func page(at segments: [String], _ context: PageContext) -> PortalPage? {
    switch segments {
    case [], ["index"]: return PortalIndexPage(site: self).page
    case ["connect"]: return ConnectPage(site: self, context: context).page
    case ["status"]: return StatusPage(site: self, context: context).page
    default: break
    }
    if segments.count == 2, segments[0] == "guides" { return GuidePage(site: self, slug: segments[1])?.page }
    guard let (section, rest) = section(segments) else { return nil }
    switch rest.count {
    case 0: return SectionPage(section: section, trail: [home]).page
    case 1 where rest[0] == "errors": return PortalErrorsPage(section: section, trail: trail(section)).page
    case 1 where rest[0].hasPrefix("schemas"):
      return PortalSchemasPage(section: section, path: rest[0], trail: trail(section))?.page
    case 2 where rest[0] == "tags": return PortalTagPage(section: section, slug: rest[1], trail: trail(section))?.page
    case 2 where rest[0] == "operations":
      return PortalOperationPage(section: section, name: rest[1], trail: trail(section))?.page
    case 2 where rest[0] == "schemas":
      return PortalSchemaPage(section: section, name: rest[1], trail: trail(section))?.page
    default: return nil
    }
  }

  /// The OpenAPI document at a path, as JSON.
  func document(at segments: [String]) -> String? {
    guard segments.last == "openapi.json", let (section, rest) = section(segments), rest.count == 1 else { return nil }
    return section.manual.text(of: .document)
  }

  var home: PortalLink { PortalLink(title: source.title, address: .index) }

  /// The guides beside the documents.
  var guides: [PortalLink] {
    source.library.guides.all.map { PortalLink(title: $0.title, address: PortalAddress("guides", $0.slug)) }
  }

  private func trail(_ section: PortalSection) -> [PortalLink] {
    section.api.name == nil ? [home] : [home, PortalLink(title: section.title, address: section.address)]
  }

  /// The pages of the portal in reading order, for indexes.
  var links: [PortalLink] {
    var links = [home, PortalLink(title: "Add to your AI tool", address: .connect)]
    links.append(PortalLink(title: "Status", address: .status))
    links += guides
    return links
      + sections.flatMap { section in
        (section.api.name == nil ? [] : [PortalLink(title: section.title, address: section.address)]) + section.links
      }
  }
}

/// Facts of a request that a page may depend on.
struct PageContext: Sendable, Hashable {
  /// The URL of the MCP endpoint; `nil` if the portal is served alone.
  var endpoint: String?
  /// Whether the reader may see the diagnostics of the documents and the state of the backend.
  var isLocal: Bool
  /// The state of the backend in words; `nil` if it is not known or not for the reader.
  var backend: String?
}
