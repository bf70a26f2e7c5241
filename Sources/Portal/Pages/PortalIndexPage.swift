import APIDocs
import OpenAPI

/// The first page: of one API its section, of several a list.
struct PortalIndexPage {
  let site: PortalSite

  var page: PortalPage {
    if let only = site.sections.first, site.sections.count == 1 {
      var page = SectionPage(section: only, trail: []).page
      page.address = .index
      if !site.guides.isEmpty {
        page.parts += [
          .heading(level: 2, text: "Guides", id: "guides"), .links(site.guides.map { LinkedItem(link: $0) }),
        ]
      }
      return page
    }
    var page = PortalPage(
      title: site.source.title,
      heading: Markdown.line(site.source.title),
      summary: "The APIs of this server, their tools for AI assistants, and how to connect.",
      address: .index
    )
    page.parts = [
      .text("This server offers \(site.sections.count) APIs as tools for AI assistants."),
      .cards(SectionPage.start),
      .heading(level: 2, text: "APIs", id: "apis"),
      .links(
        site.sections.map { section in
          LinkedItem(
            link: PortalLink(title: section.title, address: section.address),
            note: Self.count(section.api.tools.count, "operation")
          )
        }
      ),
    ]
    return page
  }

  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

/// The first page of an API: its purpose, its servers, who may call it, and its operations by tag.
struct SectionPage {
  let section: PortalSection
  let trail: [PortalLink]

  /// The most operations whose names are on the page; those of larger APIs are on the pages of their tags.
  private static let maximumOperations = 250

  /// The pages to start with.
  static let start = [
    LinkedItem(
      link: PortalLink(title: "Add to your AI tool", address: .connect),
      note: "The exact entry for Claude, Cursor, VS Code, Codex and a dozen more."
    ),
    LinkedItem(link: PortalLink(title: "Search", address: .search), note: "Operations, fields, errors and guides."),
    LinkedItem(
      link: PortalLink(title: "Status", address: .status),
      note: "The protocol versions spoken, and what is served."
    ),
  ]

  private var document: APIDocument { section.document }

  var page: PortalPage {
    let count = PortalIndexPage.count(section.api.tools.count, "operation")
    var page = PortalPage(
      title: section.title,
      heading: Markdown.line(section.title)
        + (document.apiVersion.isEmpty ? "" : " \(Markdown.line(document.apiVersion))"),
      summary: "\(section.title): \(count) for programs and for AI assistants.",
      address: section.address,
      trail: trail
    )
    page.parts = [document.summary.map { .prose($0) }, document.description.map { .prose($0) }].compactMap(\.self)
    page.parts += [
      .cards(
        Self.start + [
          LinkedItem(link: section.errors, note: "How a call can fail, and what to do then."),
          LinkedItem(
            link: PortalLink(title: "OpenAPI document", address: section.address("openapi.json")),
            note: "What these pages are made of, for download."
          ),
        ]
          + (document.schemas.isEmpty
            ? [] : [LinkedItem(link: section.schemas, note: PortalIndexPage.count(document.schemas.count, "schema"))])
      )
    ]
    page.parts += servers + authentication + operations
    return page
  }

  private var servers: [PagePart] {
    guard !document.servers.isEmpty else { return [] }
    let lines = document.servers.prefix(20).map { server in
      "- \(Markdown.code(server.url))\(server.description.map { ": \(Markdown.line($0))" } ?? "")"
    }
    return [.heading(level: 2, text: "Servers", id: "servers"), .text(lines.joined(separator: "\n"))]
  }

  private var authentication: [PagePart] {
    var seen: Set<String> = []
    let schemes = section.api.tools.flatMap { $0.operation.security.flatMap(\.schemes).map(\.scheme) }
      .filter { seen.insert($0.name).inserted }
    let text =
      schemes.isEmpty
      ? "No credential is needed."
      : schemes.map { "- \(SecurityText.sentence($0))" }.joined(separator: "\n")
        + "\n\nThis server adds the credential to each call itself: it is never an argument of a tool."
    return [.heading(level: 2, text: "Authentication", id: "authentication"), .text(text)]
  }

  private var operations: [PagePart] {
    let isListed = section.api.tools.count <= Self.maximumOperations
    let parts = section.tags.flatMap { tag -> [PagePart] in
      let heading = PagePart.heading(
        level: 3,
        text: "[\(Markdown.line(tag.name))](docs://\(section.link(to: tag).address.path))",
        id: "tag-\(tag.slug)"
      )
      let count = PortalIndexPage.count(tag.tools.count, "operation")
      return [heading] + (isListed ? [.links(PortalTagPage.items(tag, in: section))] : [.text("\(count).")])
    }
    return [.heading(level: 2, text: "Operations", id: "operations")] + parts
  }
}
