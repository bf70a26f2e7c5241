package import MCP
import OpenAPI
import Operations
package import ProcessEnvironment
import Settings

/// The resources of a catalog, with short names by which a person can ask for them.
package struct PageList: Sendable {
  /// A listed resource.
  package struct Page: Sendable, Hashable {
    /// The short name: the resource's own, or its URI without the scheme if several have that.
    package let name: String
    /// The URI of the resource.
    package let uri: String
    /// The title for people.
    package let title: String?
    /// The media type of the content.
    package let mimeType: String?
  }

  /// The listed resources, in their order.
  package let pages: [Page]
  /// The templates of further resources.
  package let templates: [ResourceTemplate]
  /// The URIs of the listed resources by name.
  private let byName: [String: [String]]
  /// The URIs of all resources by their path, the URI without its scheme, which is unique like the URI.
  private let byPath: [String: String]
  private let uris: Set<String>
  /// The starts of the URIs, up to their paths.
  private let roots: [String]

  /// Names the resources of a catalog.
  package init(_ catalog: Catalog) async {
    templates = catalog.resourceTemplates
    let resources = catalog.resources.map(\.description)
    let byName = Dictionary(grouping: resources, by: \.name).mapValues { $0.map(\.uri) }
    let byPath = Dictionary(resources.map { (Self.path(of: $0.uri), $0.uri) }) { first, _ in first }
    let uris = Set(resources.map(\.uri))
    pages = resources.map { resource in
      let path = Self.path(of: resource.uri)
      // A name counts for itself only if no URI or path reads the same, which go first, and no option.
      let isTaken = uris.contains(resource.name) || (byPath[resource.name] ?? resource.uri) != resource.uri
      let isOwn = byName[resource.name]?.count == 1 && !isTaken && !resource.name.hasPrefix("-")
      return Page(
        name: isOwn ? resource.name : path,
        uri: resource.uri,
        title: resource.title,
        mimeType: resource.mimeType
      )
    }
    self.uris = uris
    var known = byName
    for (name, uri) in await Self.unlisted(in: catalog.resourceTemplates) where byName[name] == nil {
      known[name, default: []].append(uri)
    }
    self.byName = known
    self.byPath = byPath
    let texts = resources.map(\.uri) + catalog.resourceTemplates.map(\.uriTemplate.text)
    roots = Set(texts.compactMap { text in text.firstRange(of: "://").map { String(text[..<$0.upperBound]) } }).sorted()
  }

  /// The other words that lead to a page: paths, URIs, and names that are not listed.
  package var otherNames: [String] {
    let listed = Set(pages.map(\.name))
    return byPath.keys.filter { !listed.contains($0) }.sorted() + pages.map(\.uri)
      + byName.filter { $0.value.count == 1 && !listed.contains($0.key) && byPath[$0.key] == nil }.keys.sorted()
  }

  /// Finds the URI of a resource by its URI, its URI without the scheme, or its name.
  ///
  /// - Throws: An error with the nearest name if there is none, or with the candidates if the name is ambiguous.
  package func uri(of word: String) throws(CommandFailure) -> String {
    if uris.contains(word) { return word }
    if let uri = byPath[word] { return uri }
    let named = byName[word] ?? []
    if named.count == 1 { return named[0] }
    guard named.isEmpty else {
      throw .usage("\(word) is the name of several pages: give the URI of one, \(Self.listed(named))")
    }
    for candidate in [word] + roots.map({ $0 + word })
    where templates.contains(where: { $0.uriTemplate.match(candidate) != nil }) {
      return candidate
    }
    throw missing(word)
  }

  /// The failure for a page that does not exist, with the nearest name.
  package func missing(_ word: String) -> CommandFailure {
    let known = word.contains("://") ? pages.map(\.uri) : pages.map(\.name) + byName.keys.sorted()
    return .usage("there is no page \(known.unknown(word)); nethesis-mcp read lists them")
  }

  /// The names that templates complete, with their URIs: pages that are too many for the list.
  private static func unlisted(in templates: [ResourceTemplate]) async -> [(name: String, uri: String)] {
    var found: [(name: String, uri: String)] = []
    for template in templates {
      let variables = template.uriTemplate.variables
      guard let completer = template.completer, let variable = variables.first, variables.count == 1 else { continue }
      for value in await completer.completions(of: "", for: variable, others: [:]) {
        let text = template.uriTemplate.text.replacing("{\(variable)}", with: PercentEncoding.encoded(value))
        found.append((value, text))
      }
    }
    return found
  }

  private static func path(of uri: String) -> String {
    uri.firstRange(of: "://").map { String(uri[$0.upperBound...]) } ?? uri
  }

  private static func listed(_ uris: [String]) -> String {
    uris.prefix(5).joined(separator: ", ") + (uris.count > 5 ? ", …" : "")
  }
}

extension PageList {
  /// A table of the pages, and a line for each template.
  func table() -> String {
    guard !pages.isEmpty || !templates.isEmpty else { return "No page is published." }
    let rows = pages.map { [$0.name, $0.uri, $0.title ?? ""] }
    let further = templates.map { "\($0.uriTemplate.text)\($0.title.map { "  \($0)" } ?? "")" }
    let parts = [
      pages.isEmpty ? "" : TextTable.text([["PAGE", "URI", "TITLE"]] + rows),
      further.isEmpty ? "" : "TEMPLATE\n" + further.joined(separator: "\n"),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }
}
