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
    let others = document.servers.dropFirst().map { server in
      "- \(Markdown.code(server.url))\(server.description.map { ": \(Markdown.line($0))" } ?? "")"
    }
    let isNamed = !manual.baseURL.hasPrefix(DocumentedServer.placeholder)
    return [
      "## Server",
      isNamed
        ? "The API is at \(Markdown.code(manual.baseURL))."
        : "The document does not say where the API is: examples have \(Markdown.code(manual.baseURL)) for its address.",
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

  /// The most tools that are listed here: the pages of their tags list more.
  private static let maximumListed = 100

  private var operations: [String] {
    let groups = manual.groups.all
    guard manual.tools.count <= Self.maximumListed || groups.count == 1 else {
      let rows = groups.map { group in
        [
          manual.addresses.textLink(group.name, to: .tag(group.name)), "\(group.tools.count)",
          group.description.map { Markdown.line(String($0.prefix(200))) } ?? "",
        ]
      }
      return ["## Tools", Markdown.table(["Tag", "Tools", "What they are about"], rows)]
    }
    return ["## Tools"]
      + groups.flatMap { group in
        let heading = ["### \(Markdown.line(group.name))", group.description.map(Markdown.block) ?? ""]
        return (groups.count == 1 ? [] : heading) + [group.table(manual.addresses)]
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
    let names = document.schemas.names
    guard !names.isEmpty else { return [] }
    guard names.count <= Self.maximumListed else {
      return ["## Schemas", "\(manual.addresses.textLink("All \(names.count) schemas", to: .schemas))."]
    }
    return ["## Schemas", names.map { manual.addresses.link($0, to: .schema($0)) }.joined(separator: ", ")]
  }

  private var more: [String] {
    [
      "## More",
      """
      - \(manual.addresses.link("index", to: .index)): all pages of this documentation.
      - \(manual.addresses.link("errors", to: .errors)): how a call can fail, tool by tool, and what to do then.
      - \(manual.addresses.link("openapi.json", to: .document)): the document that the tools are made of.
      """,
    ]
  }
}
