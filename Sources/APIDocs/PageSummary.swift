import JSON
import OpenAPI

/// A page as lists have it, known without writing the page.
package struct PageSummary: Sendable {
  package let page: Page
  /// The URI of the resource.
  package let uri: String
  /// The path relative to the root of the API, percent-encoded.
  package var path: String { page.path }
  /// The name for programs.
  package let name: String
  package let title: String
  /// The contents of the page, in words.
  package let description: String
  /// The tags of an operation.
  package var tags: [String] { tool?.operation.tags ?? [] }
  /// The tool of an operation.
  package let tool: DocumentedTool?
}

extension APIDocs {
  /// All pages in the order of reading, including schemas that lists of resources leave out.
  package var pages: [PageSummary] {
    summaries(schemas: document.schemas.names)
  }

  /// The pages, with some of the schemas.
  func summaries(schemas: [String]) -> [PageSummary] {
    let title = whole.title
    let fixed = [
      summary(
        .overview,
        "\(title): overview",
        "What the API is for, how to be let in, and its tools. Read this first."
      ),
      summary(.index, "\(title): all pages", "The list of all pages of the documentation."),
      summary(.errors, "\(title): errors", "How a call can fail, tool by tool, and what to do then."),
      summary(.document, "\(title): OpenAPI document", "The document that the tools are made of, overlays applied."),
    ]
    let lists = whole.schemas.isEmpty ? [] : [summary(.schemas, "\(title): schemas", "The list of all schemas.")]
    return fixed + lists + tags + tools.map(summary)
      + schemas.map { name in
        summary(.schema(name), name: named(name), name, "The fields of the schema \(name), and who uses it.")
      }
  }

  private var tags: [PageSummary] {
    var seen: Set<String> = []
    let used = Set(tools.map { $0.operation.tags.first ?? TagGroups.other })
    let names = whole.tags.map(\.name) + tools.map { $0.operation.tags.first ?? TagGroups.other }
    return names.filter { used.contains($0) && seen.insert($0).inserted }.map { name in
      summary(.tag(name), name: named("tag_\(Self.word(name))"), name, "The tools under the tag \(name).")
    }
  }

  /// A name for programs, without spaces.
  private static func word(_ text: String) -> String {
    String(text.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." ? $0 : "_" })
  }

  private func summary(_ tool: DocumentedTool) -> PageSummary {
    PageSummary(
      page: .operation(tool.name),
      uri: addresses.uri(of: .operation(tool.name)),
      name: tool.name,
      title: tool.heading,
      description: "\(tool.request): fields, answers, errors and examples.",
      tool: tool
    )
  }

  private func summary(_ page: Page, name: String? = nil, _ title: String, _ description: String) -> PageSummary {
    PageSummary(
      page: page,
      uri: addresses.uri(of: page),
      name: name ?? named(page.path),
      title: title,
      description: description,
      tool: nil
    )
  }
}
