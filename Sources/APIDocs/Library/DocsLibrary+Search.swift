package import DocsSearch
import LazyValue
import OpenAPI

extension DocsLibrary {
  /// The pages that match a query best; several phrasings are separated by line ends, `;` or `|`.
  package func search(
    _ query: String,
    kinds: Set<PageKind> = [],
    from start: Int = 0,
    limit: Int = 10
  ) -> DocsResults {
    let index = index.value
    let found = index.search(query, kinds: kinds, from: start, limit: limit)
    return DocsResults(hits: found.hits.map { DocsHit($0, in: index) }, count: found.count)
  }
}

/// The best pages of a query.
package struct DocsResults: Sendable {
  package let hits: [DocsHit]
  /// The number of all pages that match.
  package let count: Int
}

/// A page that matches a query.
package struct DocsHit: Sendable {
  /// The name of the API; `nil` if there is only one, and for guides.
  package let api: String?
  package let page: Page
  package let uri: String
  package let title: String
  /// The heading of the passage that matches best; `nil` for the beginning of the page.
  package let heading: String?
  /// Words of that passage, on one line.
  package let excerpt: String
  /// The method and the path of an operation.
  package let request: String?
  /// The score, of which only the order means anything.
  package let score: Float

  /// The kind of the page.
  package var kind: PageKind { page.kind }
  /// The path of the page, relative to the root of its API.
  package var path: String { page.path }

  init(_ hit: SearchHit, in index: SearchIndex) {
    let entry = index.entries[hit.entry]
    api = entry.api
    page = Page(entry)
    uri = PageAddresses(entry.api).uri(of: page)
    title = entry.title
    heading = index.passage(of: hit)?.heading
    excerpt = index.excerpt(of: hit)
    request = entry.method.map { "\($0) \(entry.path ?? "")" }
    score = hit.score
  }
}

extension APIDocs {
  /// The offered document as the search takes it.
  var searched: SearchedDocument {
    SearchedDocument(
      name: name,
      document: document,
      operations: tools.map { .init(name: $0.name, title: $0.title, operation: $0.operation) }
    )
  }

  /// The overview and the page on errors as the search knows them.
  var generalEntries: [SearchEntry] {
    let document = document
    var overview = SearchEntry(api: name, kind: .overview, name: "overview", title: "\(document.title): overview")
    overview.passages = [.init(.title, "\(document.title) overview authentication servers")]
    overview.passages += [document.summary, document.description].compactMap(\.self).map { .init(.description, $0) }
    overview.passages += document.servers.map { .init(.body, "\($0.url) \($0.description ?? "")", heading: "Server") }
    let schemes = Set(tools.lazy.flatMap { $0.operation.security.flatMap(\.schemes).map(\.scheme.name) })
    for scheme in schemes.sorted() { overview.passages.append(.init(.body, scheme, heading: "Authentication")) }
    var errors = SearchEntry(api: name, kind: .error, name: "errors", title: "\(document.title): errors")
    errors.passages = [
      .init(.title, "\(document.title) errors"),
      .init(.body, "unreachable timeout invalid-answer failed call isError", heading: "What a failed call looks like"),
    ]
    return [overview, errors]
  }
}
