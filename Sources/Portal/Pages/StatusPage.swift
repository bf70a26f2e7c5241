import APIDocs
import OpenAPI

/// The status page: versions and counts, and for readers on this machine the faults of the documents.
struct StatusPage {
  let site: PortalSite
  let context: PageContext

  private static let maximumDiagnostics = 100

  private var source: PortalSource { site.source }

  var page: PortalPage {
    var page = PortalPage(
      title: "Status",
      heading: "Status",
      summary: "The versions of this server and of the protocol, and what is served.",
      address: .status,
      trail: [site.home]
    )
    let operations = source.apis.reduce(0) { $0 + $1.tools.count }
    var rows = [
      ["Server", Markdown.line("\(source.title) \(source.version)")],
      ["MCP endpoint", context.endpoint.map(Markdown.code) ?? "Not here: these pages are served alone"],
      ["Versions of MCP", source.versions.map(Markdown.code).joined(separator: ", ")],
      ["Documents", "\(source.apis.count)"], ["Operations", "\(operations)"],
      ["That read only", "\(source.apis.reduce(0) { $0 + $1.tools.count { $0.operation.isReadOnly } })"],
      ["Schemas", "\(site.sections.reduce(0) { $0 + $1.document.schemas.count })"],
    ]
    if let backend = context.backend { rows.append(["Backend", Markdown.line(backend)]) }
    page.parts = [.text(Markdown.table(["Fact", "Value"], rows))]
    for api in source.apis {
      let title = api.document.title.isEmpty ? api.name ?? "API" : api.document.title
      page.parts.append(.heading(level: 2, text: Markdown.line(title), id: api.name ?? "document"))
      let version = api.document.apiVersion.isEmpty ? "" : ", version \(Markdown.code(api.document.apiVersion))"
      page.parts.append(.text("OpenAPI \(Markdown.code(api.document.version.rawValue))\(version)."))
      if context.isLocal { page.parts += diagnostics(of: api) }
    }
    return page
  }

  private func diagnostics(of api: PortalSource.API) -> [PagePart] {
    let all = api.diagnostics.filter { $0.severity >= .warning }
    guard !all.isEmpty else { return [.text("No fault of the document is known.")] }
    let lines = all.prefix(Self.maximumDiagnostics).map {
      "- \(Markdown.code($0.place)): \(Markdown.line($0.message))"
    }
    let rest = all.count - lines.count
    return [
      .text("\(PortalIndexPage.count(all.count, "fault")) of the document, which only readers on this machine see:"),
      .text(lines.joined(separator: "\n") + (rest > 0 ? "\n\nAnd \(rest) more." : "")),
    ]
  }
}
