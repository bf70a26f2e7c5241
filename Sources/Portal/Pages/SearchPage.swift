import APIDocs
import HTML
import JSON

/// The hits of a search, as a page and as JSON for the script.
struct SearchPage {
  let site: PortalSite
  let query: String

  /// The longest query, in characters.
  private static let maximumQuery = 300
  private static let maximumHits = 20

  init(site: PortalSite, query: String) {
    self.site = site
    self.query = String(query.prefix(Self.maximumQuery))
  }

  private var found: (hits: [PortalSearch.Hit], count: Int) {
    query.allSatisfy(\.isWhitespace) ? ([], 0) : site.search.hits(query, limit: Self.maximumHits)
  }

  var page: PortalPage {
    var page = PortalPage(
      title: query.isEmpty ? "Search" : "Search: \(query)",
      heading: "Search",
      summary: "Search in operations, fields, errors and guides.",
      address: .search,
      trail: [site.home]
    )
    let (hits, count) = found
    let words =
      query.isEmpty
      ? "Type what you look for: an operation, a field, an error code, or a question."
      : hits.isEmpty
        ? "Nothing was found for \(Markdown.code(query)). Try other words." : "\(PortalIndexPage.count(count, "hit"))."
    page.parts = [.text(words)]
    if !hits.isEmpty {
      page.parts.append(
        .links(
          hits.map { hit in
            let heading = hit.heading.map { "**\(Markdown.line($0))** " } ?? ""
            return LinkedItem(
              link: PortalLink(title: hit.link.title, address: hit.link.address, method: method(of: hit)),
              note: heading + Markdown.line(hit.excerpt),
              request: hit.request ?? ""
            )
          }
        )
      )
    }
    return page
  }

  private func method(of hit: PortalSearch.Hit) -> String? {
    hit.request.map { String($0.prefix { $0 != " " }) }
  }

  /// The hits for the list under the field of the search.
  var json: JSONValue {
    let (hits, count) = found
    return [
      "count": .number(JSONNumber(count)),
      "hits": .array(
        hits.map { hit in
          var object: JSONObject = [
            "path": .string(hit.link.address.path), "title": .string(hit.link.title), "kind": .string(hit.kind),
            "excerpt": .string(hit.excerpt),
          ]
          object.append("request", ifPresent: hit.request.map(JSONValue.string))
          object.append("heading", ifPresent: hit.heading.map(JSONValue.string))
          return .object(object)
        }
      ),
    ]
  }
}
