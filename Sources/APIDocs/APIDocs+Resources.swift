import JSON
package import MCP
import OpenAPI

extension APIDocs {
  /// The most schemas that are listed; more of them are reached by their template and by links only.
  private static let maximumListedSchemas = 50

  /// The most tools of an API whose pages' sizes a list gives: for that they have to be written.
  private static let maximumMeasured = 400

  /// The listed pages: overview, index, errors, document, tags, operations, and schemas unless they are many.
  package var resources: [Resource] {
    summaries(schemas: listedSchemas).map(resource)
  }

  /// The names of the schemas that are listed: none if they are many.
  private var listedSchemas: [String] {
    guard whole.schemas.count <= Self.maximumListedSchemas else { return [] }
    return whole.isWhole(tools) ? whole.schemas.names : whole.schemaNames(of: tools.map(\.operation))
  }

  /// The templates of pages, with completion of tool, schema and tag names.
  package var resourceTemplates: [ResourceTemplate] {
    let tags = summaries(schemas: []).compactMap { summary in
      if case .tag(let name) = summary.page { name } else { nil }
    }
    let pages = [
      template(
        addresses.operationTemplate,
        name: named("operation"),
        title: "Operation",
        description: "The reference page of a tool: fields, answers, errors and examples.",
        of: Choice(variable: "tool", values: { tools.map(\.name) }) { .operation($0) }
      ),
      whole.schemas.isEmpty
        ? nil
        : template(
          addresses.schemaTemplate,
          name: named("schema"),
          title: "Schema",
          description: "The fields of a schema of the API, and who uses it.",
          of: Choice(variable: "name", values: { document.schemas.names }) { .schema($0) }
        ),
      tags.isEmpty
        ? nil
        : template(
          addresses.tagTemplate,
          name: named("tag"),
          title: "Tag",
          description: "The tools under a tag of the API.",
          of: Choice(variable: "tag", values: { tags }) { .tag($0) }
        ),
    ]
    return pages.compactMap(\.self) + partTemplates
  }

  /// The templates of further parts of long pages.
  private var partTemplates: [ResourceTemplate] {
    addresses.partTemplates.compactMap { text in
      URITemplate(text).map {
        ResourceTemplate(
          uriTemplate: $0,
          name: named("part"),
          title: "Part of a page",
          description: "A further part of a page that is longer than \(PageText.maximumPart) characters, from 2.",
          mimeType: "text/markdown",
          handler: PageReader.parts(addresses, store),
          completer: FixedCompleter([
            "page": [Page.overview, .index, .errors, .schemas].map(\.path), "kind": ["operations", "schemas", "tags"],
          ])
        )
      }
    }
  }

  /// A name for lists, with the API's name in front if there are several APIs.
  func named(_ text: String) -> String { name.map { "\($0)_\(text)" } ?? text }

  private func resource(_ summary: PageSummary) -> Resource {
    let page = summary.page
    let measure: @Sendable () -> Int? = { [store] in store.size(of: page) }
    let isMeasured = tools.count <= Self.maximumMeasured
    return Resource(
      ResourceDescription(
        uri: summary.uri,
        name: summary.name,
        title: TitleLine.of(summary.title),
        description: summary.description,
        mimeType: page.mimeType,
        annotations: Annotations(priority: page.priority, lastModified: modified)
      ),
      handler: PageReader.of(page, store),
      measure: isMeasured ? measure : nil
    )
  }

  /// The pages that the value of a template's variable chooses from.
  private struct Choice {
    let variable: String
    let values: @Sendable () -> [String]
    let page: @Sendable (String) -> Page
  }

  private func template(
    _ text: String,
    name: String,
    title: String,
    description: String,
    of choice: Choice
  ) -> ResourceTemplate? {
    URITemplate(text).map {
      ResourceTemplate(
        uriTemplate: $0,
        name: name,
        title: TitleLine.of(title),
        description: description,
        mimeType: "text/markdown",
        handler: PageReader.of(choice.variable, store, page: choice.page),
        completer: ChoiceCompleter(variable: choice.variable, values: choice.values)
      )
    }
  }
}

/// Completes a variable from values that are computed at the first completion.
private struct ChoiceCompleter: Completer {
  let variable: String
  let values: @Sendable () -> [String]

  func completions(of value: String, for argument: String, others: [String: String]) async -> [String] {
    await FixedCompleter([variable: values()]).completions(of: value, for: argument, others: others)
  }
}
