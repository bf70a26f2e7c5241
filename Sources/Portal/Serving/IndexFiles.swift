import APIDocs
import HTML
import JSON
import OpenAPI

/// The files by which programs find the pages: `llms.txt`, the sitemap, and the catalogue of APIs.
struct IndexFiles {
  let site: PortalSite
  /// The absolute URL of the portal's folder.
  let base: String

  /// The longest index, in characters, that is not split by tag.
  private static let maximumIndex = 45_000

  private func url(_ link: PortalLink) -> String { base + link.address.markdownPath }

  /// The most characters of a title, and of the request of an operation.
  private static let maximumWords = 60

  private static func short(_ text: String) -> String {
    text.utf8.count <= maximumWords || text.count <= maximumWords ? text : text.prefix(maximumWords) + "…"
  }

  private func line(_ link: PortalLink, _ note: String = "") -> String {
    "- [\(Markdown.line(Self.short(link.title)))](\(url(link)))\(note.isEmpty ? "" : ": \(note)")"
  }

  private func line(_ tool: DocumentedTool, in section: PortalSection) -> String {
    line(section.link(to: tool), Markdown.code(Self.short(tool.request)))
  }

  // MARK: llms.txt

  /// The index at a path: of all pages, or of a part of them; `nil` if there is none.
  func index(at segments: [String]) -> String? {
    if segments.count == 1, segments[0].hasPrefix("guides-"), let index = guides(at: segments[0]) { return index }
    guard let only = site.sections.first, site.sections.count == 1, only.api.name == nil else {
      if segments.isEmpty { return several }
      guard let section = site.sections.first(where: { $0.api.name == segments[0] }) else { return nil }
      return index(of: section, Array(segments.dropFirst()))
    }
    return index(of: only, segments)
  }

  private var several: String {
    let sections = site.sections.map { section in
      "- [\(Markdown.line(section.title))](\(base)\(section.address("llms.txt").path)): "
        + PortalIndexPage.count(section.api.tools.count, "operation")
    }
    return text(
      site.source.title,
      "The APIs of this server, and its tools for AI assistants.",
      [("APIs", sections), ("Server", general)]
    )
  }

  private func index(of section: PortalSection, _ rest: [String]) -> String? {
    switch rest.count {
    case 0: return index(of: section)
    case 1 where rest[0].hasPrefix("schemas"): return schemas(of: section, rest[0])
    case 1 where rest[0].hasPrefix("tags-"):
      let lists = section.tags.chunks(of: PageLimit.listed)
      guard let part = Self.part(rest[0], of: "tags", lists.count) else { return nil }
      return text("Tags", "Operations of \(section.title) by tag.", [("Tags", tags(lists[part], of: section))])
    case 2 where rest[0] == "tags":
      guard let tag = section.tag(rest[1]) else { return nil }
      let lines =
        [line(section.link(to: tag))] + tag.tools.map { line($0, in: section) }
      return text(tag.name, "Operations of \(section.title).", [("Operations", lines)])
    default: return nil
    }
  }

  private var general: [String] {
    [
      line(
        PortalLink(title: "Add to your AI tool", address: .connect),
        "The entry of this MCP server for each client."
      ),
      line(PortalLink(title: "Status", address: .status), "The versions spoken, and what is served."),
    ] + guides
  }

  /// The guides: all of them, or if they are many, parts of them.
  private var guides: [String] {
    let lists = site.guides.chunks(of: PageLimit.listed)
    guard lists.count > 1 else { return site.guides.map { line($0, "Guide.") } }
    return lists.indices.map { "- [Guides, part \($0 + 1)](\(base)guides-\($0 + 1)/llms.txt): \(lists[$0].count)" }
  }

  private func guides(at path: String) -> String? {
    let lists = site.guides.chunks(of: PageLimit.listed)
    return Self.part(path, of: "guides", lists.count).map { part in
      text("Guides", "Guides of \(site.source.title).", [("Guides", lists[part].map { line($0) })])
    }
  }

  private func index(of section: PortalSection) -> String {
    let start =
      [
        line(
          PortalLink(title: section.title, address: section.address),
          "Purpose, servers, authentication, operations."
        )
      ]
      + [line(section.errors, "How calls fail, and what to do.")] + general
      + ["- [OpenAPI document](\(base)\(section.address("openapi.json").path)): what the pages are made of."]
    let summary = section.document.summary ?? "Reference of \(section.title), and its tools for AI assistants."
    let operations = section.tags.map { tag in
      (
        tag.name,
        [line(section.link(to: tag))] + tag.tools.map { line($0, in: section) }
      )
    }
    let schemas = section.document.schemas.names.map { line(section.link(toSchema: $0)) }
    let all = operations + (schemas.isEmpty ? [] : [("Schemas", [line(section.schemas)] + schemas)])
    let whole = text(section.title, summary, [("Start", start)] + all)
    guard whole.utf8.count > Self.maximumIndex else { return whole }
    let lists = section.tags.chunks(of: PageLimit.listed)
    let tags =
      lists.count < 2
      ? self.tags(section.tags, of: section)
      : lists.indices.map { part in
        "- [Tags, part \(part + 1)](\(base)\(section.address("tags-\(part + 1)", "llms.txt").path)): \(lists[part].count)"
      }
    let rest =
      schemas.isEmpty
      ? [] : [("Schemas", ["- [Schemas](\(base)\(section.address("schemas", "llms.txt").path)): \(schemas.count)"])]
    return text(section.title, summary, [("Start", start), ("Operations by tag", tags)] + rest)
  }

  private func tags(_ tags: [PortalSection.TagGroup], of section: PortalSection) -> [String] {
    tags.map { tag in
      let place = base + section.address("tags", tag.slug, "llms.txt").path
      let name = Markdown.line(Self.short(tag.name))
      return "- [\(name)](\(place)): \(PortalIndexPage.count(tag.tools.count, "operation"))"
    }
  }

  /// The position of a part that a name such as `tags-2` means; `nil` if there is none.
  private static func part(_ name: String, of list: String, _ count: Int) -> Int? {
    guard let number = Int(name.dropFirst(list.count + 1)), "\(list)-\(number)" == name else { return nil }
    return (0..<count).contains(number - 1) && count > 1 ? number - 1 : nil
  }

  /// The schemas: all of them, or if they are many, parts of them.
  private func schemas(of section: PortalSection, _ path: String) -> String? {
    guard let page = PortalSchemasPage(section: section, path: path, trail: []), !section.document.schemas.isEmpty
    else {
      return nil
    }
    let lists = section.schemaLists
    let summary = "Schemas of \(section.title)."
    if page.part == nil, lists.count > 1 {
      let items = lists.indices.map { part in
        "- [Part \(part + 1)](\(base)\(section.address("schemas-\(part + 1)", "llms.txt").path)): \(lists[part].count)"
      }
      return text("Schemas", summary, [("Parts", [line(section.schemas)] + items)])
    }
    let link = page.part.map { section.link(toSchemas: $0) } ?? section.schemas
    let items = lists[page.part ?? 0].map { line(section.link(toSchema: $0)) }
    return text("Schemas", summary, [("Schemas", [line(link)] + items)])
  }

  private func text(_ title: String, _ summary: String, _ parts: [(String, [String])]) -> String {
    var lines = ["# \(Markdown.line(title))", "", "> \(Markdown.line(summary))"]
    for (heading, items) in parts { lines += ["", "## \(Markdown.line(heading))", ""] + items }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: The sitemap and the catalogue

  var sitemap: String {
    let rows = site.links.map { "<url><loc>\(HTMLText.prose(base + $0.address.path))</loc></url>" }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      \(rows.joined(separator: "\n"))
      </urlset>

      """
  }

  /// The catalogue of RFC 9727, as a link set of RFC 9264.
  func catalogue(endpoint: String) -> String {
    let entries = site.sections.map { section -> JSONValue in
      let anchor = section.document.servers.first?.url ?? endpoint
      return [
        "anchor": .string(anchor),
        "service-desc": [["href": .string(base + section.address("openapi.json").path), "type": "application/json"]],
        "service-doc": [
          ["href": .string(base + section.address.path), "type": "text/html"],
          ["href": .string(base + section.address.markdownPath), "type": "text/markdown"],
        ],
        "status": [["href": .string(base + "status")]],
      ]
    }
    let items = site.sections.map { section -> JSONValue in
      ["href": .string(base + section.address.path)]
    }
    let catalogue: JSONValue = ["anchor": .string(base + ".well-known/api-catalog"), "item": .array(items)]
    return JSONText.indented(["linkset": .array(entries + [catalogue])])
  }
}
