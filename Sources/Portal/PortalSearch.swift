import APIDocs
import DocsSearch

/// The search over all pages, by the index that models have too.
struct PortalSearch: Sendable {
  /// A hit of the search.
  struct Hit: Sendable {
    let link: PortalLink
    let kind: String
    /// Method and path of an operation.
    let request: String?
    /// The heading within the page.
    let heading: String?
    let excerpt: String
  }

  let library: DocsLibrary
  let sections: [PortalSection]

  /// The best pages for a query, and the number of all that match.
  func hits(_ query: String, limit: Int) -> (hits: [Hit], count: Int) {
    let found = library.search(query, limit: limit)
    let hits = found.hits.compactMap { hit in
      link(to: hit).map {
        Hit(link: $0, kind: hit.kind.rawValue, request: hit.request, heading: hit.heading, excerpt: hit.excerpt)
      }
    }
    return (hits, found.count)
  }

  private func link(to hit: DocsHit) -> PortalLink? {
    if case .guide(let slug) = hit.page { return PortalLink(title: hit.title, address: PortalAddress("guides", slug)) }
    guard let section = sections.first(where: { $0.api.name == hit.api }) else { return nil }
    return switch hit.page {
    case .operation(let name): section.tool(name).map { section.link(to: $0) }
    case .tag(let name): section.tag(name).map { section.link(to: $0) }
    case .schema(let name): section.link(toSchema: name)
    case .errors: section.errors
    case .schemas: section.schemas
    default: PortalLink(title: section.title, address: section.address)
    }
  }
}
