import JSON
import OpenAPI

/// The list of all pages; of a large API its tags' pages list the operations.
struct IndexPage {
  let manual: Manual

  /// The most operations and schemas that are listed one by one.
  private static let maximumListed = 150

  var text: String {
    let addresses = manual.addresses
    var parts = ["# Documentation of \(Markdown.line(manual.document.title))"]
    if let summary = manual.document.summary { parts.append("> \(Markdown.line(summary))") }
    parts.append(
      """
      - \(addresses.link("overview", to: .overview)): what the API is for, how to be let in, and its tools
      - \(addresses.link("errors", to: .errors)): how calls fail, and what to do then
      - \(addresses.link("openapi.json", to: .document)): the document that the tools are made of
      """
    )
    if !manual.guides.isEmpty {
      let lines = manual.guides.map { "- \(addresses.textLink($0.title, to: .guide($0.slug)))" }
      parts += ["## Guides", lines.joined(separator: "\n")]
    }
    return (parts + operations + schemas).joined(separator: "\n\n") + "\n"
  }

  private var operations: [String] {
    let addresses = manual.addresses
    let isShort = manual.tools.count <= Self.maximumListed
    let groups = manual.groups.all.flatMap { group -> [String] in
      let count = group.tools.count == 1 ? "1 tool" : "\(group.tools.count) tools"
      let link = addresses.textLink(group.name, to: .tag(group.name))
      guard isShort else { return ["- \(link): \(count)"] }
      let lines = group.tools.map { tool in
        "- \(addresses.link(tool.name, to: .operation(tool.name))): \(Markdown.line(tool.heading)), "
          + Markdown.code(tool.request)
      }
      return ["### \(link)", lines.joined(separator: "\n")]
    }
    return ["## Tools"] + (isShort ? groups : [groups.joined(separator: "\n")])
  }

  private var schemas: [String] {
    let names = manual.document.schemas.names
    guard !names.isEmpty else { return [] }
    let link = manual.addresses.textLink("All \(names.count) schemas", to: .schemas)
    guard names.count <= Self.maximumListed else { return ["## Schemas", "\(link) are on a page of their own."] }
    let links = names.map { manual.addresses.link($0, to: .schema($0)) }.joined(separator: ", ")
    return ["## Schemas", "\(link): \(links)"]
  }
}
