import APIDocs
import OpenAPI

/// The page on failed calls: the kinds of failure, and the statuses of all operations.
struct PortalErrorsPage {
  let section: PortalSection
  let trail: [PortalLink]

  private static let maximumDescriptions = 8
  private static let maximumOperations = 4
  private static let maximumStatuses = 24

  var page: PortalPage {
    var page = PortalPage(
      title: "Errors",
      heading: "Errors of \(Markdown.line(section.title))",
      summary: "\(section.title): how a call can fail, by status, and what to do then.",
      address: section.errors.address,
      trail: trail
    )
    page.parts = [.text(ErrorsPage.kinds), .heading(level: 2, text: "By status", id: "by-status")] + statuses
    return page
  }

  /// The responses that are no success, by status and by the document's words on them.
  private var statuses: [PagePart] {
    var groups: [String: [(words: String, advice: String, tools: [DocumentedTool])]] = [:]
    var positions: [String: [String: Int]] = [:]
    for tool in section.api.tools {
      for row in ErrorTable.rows(of: tool.operation) {
        let key = row[1] + "\n" + row[2]
        if let position = positions[row[0]]?[key] {
          groups[row[0]]?[position].tools.append(tool)
        } else {
          positions[row[0], default: [:]][key] = groups[row[0]]?.count ?? 0
          groups[row[0], default: []].append((row[1], row[2], [tool]))
        }
      }
    }
    guard !groups.isEmpty else { return [.text("The document says nothing of how calls fail.")] }
    return groups.sorted { $0.key < $1.key }.prefix(Self.maximumStatuses).flatMap { status, rows -> [PagePart] in
      let id = "status-" + status.filter { $0.isLetter || $0.isNumber }
      let items = rows.prefix(Self.maximumDescriptions).map { row in
        let tools = row.tools.prefix(Self.maximumOperations).map {
          section.manual.addresses.link($0.name, to: .operation($0.name))
        }
        let rest = row.tools.count - tools.count
        let users = tools.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
        let words = [row.words, row.advice].filter { !$0.isEmpty }.joined(separator: " — ")
        return "- \(words.isEmpty ? "No description" : words) (\(users))"
      }
      let rest = rows.count - items.count
      let more = rest > 0 ? "\n\nAnd \(PortalIndexPage.count(rest, "other description"))." : ""
      return [.heading(level: 3, text: status, id: id), .text(items.joined(separator: "\n") + more)]
    }
  }
}
