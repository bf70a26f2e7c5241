import APIDocs
import APITools
import Calls
import DocsTools
import MCP
import OpenAPI
import ProcessEnvironment

extension Catalog {
  /// Time for which a modern client may cache lists and pages, in milliseconds.
  private static let cacheTTL = 60_000

  /// The offer for APIs: their tools, their documentation, and prompts that guide through their writing operations.
  ///
  /// - Parameters:
  ///   - documents: The offers made of each document.
  ///   - tools: The tools made of them.
  ///   - library: The documentation of all of them, and the guides.
  ///   - docsTools: The tools that search and read it; `nil` for none.
  ///   - own: Further tools of the program's own.
  ///   - isChanging: Whether another catalog may replace this one.
  convenience init(
    _ documents: [PublishedDocument],
    tools: APITools,
    docs library: DocsLibrary,
    _ docsTools: DocsTools?,
    besides own: [Tool] = [],
    isChanging: Bool
  ) {
    var features = Features()
    features.instructions =
      Self.instructions(documents, docsTools)
      + (tools.asksPeople ? "\n\(StepUpWords.rule) \(StepUpWords.repetition)" : "")
    features.cacheTTL = Self.cacheTTL
    if isChanging {
      features.changingLists = Set(CatalogList.allCases)
      features.hasResourceSubscriptions = true
    }
    // The catalog is the same for all callers.
    features.isCachePublic = true
    let apis = documents.map(\.served.document)
    self.init(
      server: Implementation(
        name: "nethesis-mcp",
        version: Version.current,
        title: TitleLine.of(apis.map(\.title).joined(separator: ", ")),
        description: apis.count == 1 ? apis[0].summary : nil
      ),
      tools: tools.tools + (docsTools?.tools ?? []) + own,
      resources: library.resources,
      resourceTemplates: library.resourceTemplates + tools.resourceTemplates,
      prompts: documents.flatMap(\.docs.prompts),
      features: features
    )
  }

  private static func instructions(_ documents: [PublishedDocument], _ docsTools: DocsTools?) -> String {
    let parts = documents.map { offered in
      let document = offered.served.document
      let about = document.summary.map { " (\($0))" } ?? ""
      let addresses = offered.docs.addresses
      let names = offered.name.map { ", their names beginning with \($0)_" } ?? ""
      return "Tools of \(document.title)\(about)\(names). Read \(addresses.overview) first; "
        + "\(addresses.operationTemplate) tells what a tool takes and answers, and \(addresses.errors) what to do when "
        + "one fails."
    }
    let search = docsTools.map { "\n\($0.names.search) finds pages of the documentation, \($0.names.read) reads them." }
    guard parts.count > 1 else { return parts.joined() + (search ?? "") }
    return parts.joined(separator: "\n") + (search ?? "")
      + "\nWhere the words of an API name one of its tools, they may leave out the beginning of the name."
  }
}
