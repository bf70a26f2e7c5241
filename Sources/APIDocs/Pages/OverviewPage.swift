import JSON
import OpenAPI

/// The overview: the API's purpose, its authentication and its tools.
struct OverviewPage {
  let manual: Manual

  private var document: APIDocument { manual.document }

  var text: String {
    let parts = opening + servers + authentication + operations + frame + schemas + more
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var opening: [String] {
    let version = document.apiVersion.isEmpty ? "" : " \(Markdown.line(document.apiVersion))"
    return [
      "# \(Markdown.line(document.title))\(version)",
      document.summary.map(Markdown.block) ?? "",
      document.description.map(Markdown.block) ?? "",
    ]
  }

  private var servers: [String] {
    let others = document.servers.filter { $0.url != manual.baseURL }.map { server in
      "- \(Markdown.code(server.url))\(server.description.map { ": \(Markdown.line($0))" } ?? "")"
    }
    return [
      "## Server",
      "Calls go to \(Markdown.code(manual.baseURL)).",
      others.isEmpty ? "" : "The document also names:\n\n" + others.joined(separator: "\n"),
    ]
  }

  private var authentication: [String] {
    var seen: Set<String> = []
    let schemes = manual.tools.flatMap { $0.operation.security.flatMap(\.schemes).map(\.scheme) }
      .filter { seen.insert($0.name).inserted }
    let open = manual.tools.filter { $0.operation.security.isEmpty }.map { Markdown.code($0.name) }
    return [
      "## Authentication",
      schemes.isEmpty
        ? "No credential is needed."
        : "A caller shows one of these. This server adds the configured credential itself: it is never an argument of a tool.",
      schemes.map { "- \(SecurityText.sentence($0))" }.joined(separator: "\n"),
      schemes.isEmpty || open.isEmpty ? "" : "Without any: \(open.joined(separator: ", ")).",
    ]
  }

  /// The tools, grouped by the first tag of their operations, in the order of the document's tags.
  private var operations: [String] {
    var groups = document.tags.map { Group(name: $0.name, description: $0.description) }
    var positions = Dictionary(groups.enumerated().map { ($1.name, $0) }) { first, _ in first }
    for tool in manual.tools {
      let name = tool.operation.tags.first ?? "Other"
      let position = positions[name] ?? groups.endIndex
      if position == groups.endIndex {
        groups.append(Group(name: name))
        positions[name] = position
      }
      groups[position].tools.append(tool)
    }
    groups.removeAll { $0.tools.isEmpty }
    return ["## Tools"] + groups.flatMap { (groups.count == 1 ? [] : $0.heading) + [$0.table(manual.addresses)] }
  }

  /// The tools with a given first tag.
  private struct Group {
    var name: String
    var description: String?
    var tools: [DocumentedTool] = []

    var heading: [String] { ["### \(Markdown.line(name))", description.map(Markdown.block) ?? ""] }

    func table(_ addresses: PageAddresses) -> String {
      let rows = tools.map { tool in
        [
          addresses.link(tool.name, to: .operation(tool.name)),
          Markdown.line(tool.heading),
          Markdown.code(tool.request),
          tool.operation.isReadOnly ? "reads" : tool.operation.isDestructive == true ? "takes away" : "changes",
        ]
      }
      return Markdown.table(["Tool", "What it does", "Request", "Effect"], rows)
    }
  }

  /// The members that most JSON responses have in common.
  private var frame: [String] {
    var counts: [String: Int] = [:]
    var views: [[String]] = []
    // Many responses refer to the same few schemas.
    var known: [JSONValue: [String]] = [:]
    for response in manual.tools.flatMap(\.operation.successes) {
      guard let schema = response.json?.schema else { continue }
      let names = known[schema] ?? manual.view(schema, role: .output).members(within: .glance).map(\.name)
      known[schema] = names
      views.append(names)
      for name in names { counts[name, default: 0] += 1 }
    }
    // One in ten may differ; a single response has nothing in common with others.
    let common = counts.filter { $0.value * 10 >= views.count * 9 }
    guard views.count > 1, !common.isEmpty, let first = views.first(where: { $0.count >= common.count }) else {
      return []
    }
    let isEvery = common.values.allSatisfy { $0 == views.count }
    let names = first.filter { common[$0] != nil }
    let list = names.map(Markdown.code).joined(separator: ", ")
    return ["## Answers", "\(isEvery ? "Every answer" : "Nearly every answer") in JSON is an object with \(list)."]
  }

  private var schemas: [String] {
    guard !document.schemas.isEmpty else { return [] }
    let links = document.schemas.names.map { manual.addresses.link($0, to: .schema($0)) }
    return ["## Schemas", links.joined(separator: ", ")]
  }

  private var more: [String] {
    [
      "## More",
      """
      - \(manual.addresses.link("errors", to: .errors)): how a call can fail, tool by tool, and what to do then.
      - \(manual.addresses.link("openapi.json", to: .document)): the document that the tools are made of.
      """,
    ]
  }
}
