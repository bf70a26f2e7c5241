import JSONRPC
package import MCP
import OpenAPI

extension DocsLibrary {
  /// The listed pages of all APIs, and the guides.
  package var resources: [Resource] {
    var all = apis.flatMap(\.resources)
    if apis.count != 1 { all.insert(rootResource, at: 0) }
    all += guides.all.map(resource)
    return all
  }

  /// The templates of pages, with completion.
  package var resourceTemplates: [ResourceTemplate] {
    apis.flatMap(\.resourceTemplates) + [guideTemplate].compactMap(\.self)
  }

  /// The pages that were read or subscribed to and are other than in an earlier library, as URIs.
  package func changedURIs(since old: DocsLibrary) -> [String] {
    let known = Dictionary(old.apis.map { ($0.name, $0) }) { first, _ in first }
    let pages = apis.flatMap { api in known[api.name].map { api.changedURIs(since: $0) } ?? [] }
    let changed = old.guides.all.filter { guides[$0.slug] != $0 }
    return pages + changed.map { PageAddresses().uri(of: .guide($0.slug)) }
  }

  private func resource(_ guide: Guide) -> Resource {
    let page = Page.guide(guide.slug)
    return Resource(
      ResourceDescription(
        uri: PageAddresses().uri(of: page),
        name: guide.slug,
        title: TitleLine.of(guide.title),
        description: TitleLine.of("Guide: \(guide.title)"),
        mimeType: page.mimeType,
        size: guides.text(guide.slug)?.parts.first?.utf8.count,
        annotations: Annotations(priority: page.priority)
      ),
      handler: GuideReader(guides: guides)
    )
  }

  private var guideTemplate: ResourceTemplate? {
    guard !guides.all.isEmpty else { return nil }
    return URITemplate("\(PageAddresses.guides)guides/{guide}").map {
      ResourceTemplate(
        uriTemplate: $0,
        name: "guide",
        title: "Guide",
        description: "A guide in Markdown.",
        mimeType: "text/markdown",
        handler: GuideReader(guides: guides),
        completer: FixedCompleter(["guide": guides.all.map(\.slug)])
      )
    }
  }

  private var rootResource: Resource {
    Resource(
      ResourceDescription(
        uri: PageAddresses().uri(of: .index),
        name: "index",
        title: "All documentation",
        description: "The list of the documentation of all APIs, and of the guides.",
        mimeType: "text/markdown",
        size: rootIndex.utf8.count,
        annotations: Annotations(priority: Page.index.priority)
      ),
      handler: StaticText(rootIndex, mimeType: "text/markdown")
    )
  }

  /// The list of several APIs.
  var rootIndex: String {
    let lines = apis.map { api in
      let summary = api.whole.summary.map { ": \(Markdown.line($0))" } ?? ""
      return "- \(api.addresses.textLink(api.whole.title, to: .index))\(summary)"
    }
    let addresses = PageAddresses()
    let links = guides.all.map { "- \(addresses.textLink($0.title, to: .guide($0.slug)))" }
    let parts = [
      "# Documentation", lines.joined(separator: "\n"), links.isEmpty ? "" : "## Guides", links.joined(separator: "\n"),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }
}

/// Reads guides by their URI.
private struct GuideReader: ResourceHandler {
  let guides: Guides

  func read(
    _ uri: String,
    _ variables: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<[ResourceContents]>? {
    let library = DocsLibrary([], guides: guides)
    guard let place = library.place(of: uri), let text = library.text(of: place)?.part(place.part) else { return nil }
    return .complete([ResourceContents(uri: uri, mimeType: "text/markdown", .text(text))])
  }
}
