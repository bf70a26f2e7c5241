import APIDocs
import APITools
import Assembly
import EventThread
import Files
import MCP
import OpenAPI
import ProcessEnvironment
import Settings

extension PublishedNames {
  /// The largest document that is read for a completion, in bytes: a larger one would make a person wait.
  private static let maximumSize = 16 << 20

  /// Reads the documents of settings, without asking anybody; those with a URL are left out.
  ///
  /// Documents that cannot be read give no names.
  init(options: [Setting: [String]], environment: [String: String], on thread: EventThread) async {
    self.init()
    guard let startup = try? Startup(options: options, environment: environment) else { return }
    documents = startup.parts.compactMap(\.settings.document)
    var docs: [APIDocs] = []
    var seen: Set<String> = []
    for part in startup.parts where Self.isNear(part.settings.spec) {
      guard let loaded = try? await part.load(on: thread) else { continue }
      let served = ServedDocument(toLookAt: loaded.document, part.settings)
      tools += served.entries.map { entry in
        Tool(
          name: entry.name,
          title: entry.title ?? "",
          schema: { entry.argumentSchema },
          secrets: { entry.secretArguments + entry.untypableSecrets }
        )
      }
      for tag in served.entries.flatMap(\.operation.tags) where seen.insert(tag).inserted { tags.append(tag) }
      docs.append(
        APIDocs(
          document: loaded.document,
          tools: served.entries.map { DocumentedTool(name: $0.name, title: $0.title, operation: $0.operation) },
          name: part.settings.document
        )
      )
    }
    let catalog = Catalog(
      server: Implementation(name: "nethesis-mcp", version: Version.current),
      resources: docs.flatMap(\.resources),
      resourceTemplates: docs.flatMap(\.resourceTemplates),
      prompts: docs.flatMap(\.prompts)
    )
    let list = await PageList(catalog)
    pages = list.pages.map { ($0.name, $0.title ?? "") }
    unlistedPages = list.otherNames
    prompts = catalog.prompts
  }

  /// Whether a document can be read at once.
  private static func isNear(_ spec: Settings.Spec) -> Bool {
    switch spec {
    case .builtIn: true
    case .file(let path): FileState(path: path).map { $0.size <= maximumSize } ?? false
    case .url: false
    }
  }
}
