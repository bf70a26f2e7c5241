import OpenAPI

/// The tools by the first tag of their operations, in the order of the document's tags.
struct TagGroups: Sendable {
  /// The tools with a given first tag.
  struct Group: Sendable {
    var name: String
    var description: String?
    var tools: [DocumentedTool] = []
  }

  /// The tag of tools without one.
  static let other = "Other"

  /// The groups that have tools.
  let all: [Group]
  private let positions: [String: Int]

  init(document: APIDocument, tools: [DocumentedTool]) {
    var groups = document.tags.map { Group(name: $0.name, description: $0.description) }
    var positions = Dictionary(groups.enumerated().map { ($1.name, $0) }) { first, _ in first }
    for tool in tools {
      let name = tool.operation.tags.first ?? Self.other
      let position = positions[name] ?? groups.endIndex
      if position == groups.endIndex {
        groups.append(Group(name: name))
        positions[name] = position
      }
      groups[position].tools.append(tool)
    }
    groups.removeAll { $0.tools.isEmpty }
    all = groups
    self.positions = Dictionary(groups.enumerated().map { ($1.name, $0) }) { first, _ in first }
  }

  subscript(name: String) -> Group? { positions[name].map { all[$0] } }
}

extension TagGroups.Group {
  /// The tools as a table with links.
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
