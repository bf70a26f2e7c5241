package import DocsSearch
package import LazyValue

/// The documentation of all served APIs, and guides, with one search over them.
package struct DocsLibrary: Sendable {
  /// The documentation of each API.
  package let apis: [APIDocs]
  package let guides: Guides
  /// The index of all pages, made at the first search.
  package let index: Lazy<SearchIndex>

  /// Collects documentation.
  ///
  /// - Parameters:
  ///   - apis: The documentation of each API; where there are several, each has a name.
  ///   - guides: The guides.
  package init(_ apis: [APIDocs], guides: Guides = .none) {
    let apis = apis.count == 1 && !guides.all.isEmpty ? apis.map { $0.naming(guides.all.map(\.link)) } : apis
    self.apis = apis
    self.guides = guides
    index = Lazy { Self.index(apis, guides) }
  }

  /// Makes the index, unless it has been made.
  package func prepare() { _ = index.value }

  private static func index(_ apis: [APIDocs], _ guides: Guides) -> SearchIndex {
    let searched = apis.map(\.searched)
    let entries = searched.flatMap(\.entries) + apis.flatMap(\.generalEntries) + guides.all.map(\.entry)
    return SearchIndex(entries, synonyms: .general(adding: searched.flatMap(\.synonyms)))
  }

  /// The address of a page.
  package struct Place: Sendable, Equatable {
    /// The name of the API; `nil` if there is only one, and for guides.
    package let api: String?
    package let page: Page
    /// The number of the part, from 1.
    package let part: Int

    /// Makes an address.
    package init(api: String?, page: Page, part: Int = 1) {
      self.api = api
      self.page = page
      self.part = part
    }
  }

  /// The page with a URI `docs://…`; `nil` if there is none.
  package func place(of uri: String) -> Place? {
    guard uri.hasPrefix("docs://") else { return nil }
    let halves = uri.dropFirst("docs://".count).split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var part = 1
    if halves.count > 1 {
      guard halves[1].hasPrefix("part="), let number = Int(halves[1].dropFirst(5)), number > 0 else { return nil }
      part = number
    }
    let path = String(halves[0].prefix { $0 != "#" })
    if path == "index", apis.count != 1 { return Place(api: nil, page: .index, part: part) }
    if case .guide(let slug)? = Page(path: path), let guide = guides[slug] {
      return Place(api: nil, page: .guide(guide.slug), part: part)
    }
    for api in apis {
      let prefix = api.name.map { "\($0)/" } ?? ""
      guard path.hasPrefix(prefix), let page = api.page(at: String(path.dropFirst(prefix.count))) else { continue }
      return Place(api: api.name, page: page, part: part)
    }
    return nil
  }

  /// The text of a page; `nil` if there is none.
  package func text(of place: Place) -> PageText? {
    if case .guide(let slug) = place.page { return guides.text(slug) }
    guard let api = apis.first(where: { $0.name == place.api }) else {
      return place.page == .index ? PageText(rootIndex, of: .index, PageAddresses()) : nil
    }
    return api.page(place.page)
  }

  /// The title of a page; `nil` if there is none.
  package func title(of place: Place) -> String? {
    if case .guide(let slug) = place.page { return guides[slug]?.title }
    let page = text(of: place)
    let heading = page.map { MarkdownParts.title(of: $0.parts[0]) }
    return heading.map { $0.isEmpty ? place.page.path : String($0) }
  }

  /// The URI of a page.
  package func uri(of place: Place) -> String {
    PageAddresses(place.api).uri(of: place.page, part: place.part)
  }
}
