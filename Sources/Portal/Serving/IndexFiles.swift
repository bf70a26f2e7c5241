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

  private func line(_ link: PortalLink, _ note: String = "") -> String {
    "- [\(Markdown.line(link.title))](\(url(link)))\(note.isEmpty ? "" : ": \(note)")"
  }

  // MARK: llms.txt

  /// The index at a path: of all pages, or of a part of them; `nil` if there is none.
  func index(at segments: [String]) -> String? {
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
    case 2 where rest[0] == "tags":
      guard let tag = section.tag(rest[1]) else { return nil }
      let lines =
        [line(section.link(to: tag))] + tag.tools.map { line(section.link(to: $0), Markdown.code($0.request)) }
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
    ] + site.guides.map { line($0, "Guide.") }
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
        [line(section.link(to: tag))] + tag.tools.map { line(section.link(to: $0), Markdown.code($0.request)) }
      )
    }
    let schemas = section.document.schemas.names.map { line(section.link(toSchema: $0)) }
    let all = operations + (schemas.isEmpty ? [] : [("Schemas", [line(section.schemas)] + schemas)])
    let whole = text(section.title, summary, [("Start", start)] + all)
    guard whole.utf8.count > Self.maximumIndex else { return whole }
    let tags = section.tags.map { tag in
      let place = base + section.address("tags", tag.slug, "llms.txt").path
      return "- [\(Markdown.line(tag.name))](\(place)): \(PortalIndexPage.count(tag.tools.count, "operation"))"
    }
    let rest =
      schemas.isEmpty
      ? [] : [("Schemas", ["- [Schemas](\(base)\(section.address("schemas", "llms.txt").path)): \(schemas.count)"])]
    return text(section.title, summary, [("Start", start), ("Operations by tag", tags)] + rest)
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
