import APIDocs
import APITools
import Assembly
import JSON
import LazyValue
import Logging
import MCP
import MCPHTTP
import OpenAPI
import Operations
import Portal
import ProcessEnvironment
import Settings

extension HTTPOptions {
  /// The documentation portal beside the endpoint.
  func portal(
    _ server: HTTPServerOptions,
    _ access: any AccessRule,
    _ current: CurrentOffer,
    _ record: BackendRecord,
    _ startup: Startup,
    signingIn signIn: PortalSignIn?
  ) -> Portal {
    var options = PortalOptions()
    let settings = startup.settings
    options.note = { [logger = startup.logger] in logger.warning("\($0)") }
    options.signIn = signIn
    options.endpoint = server.path
    options.publicURL = settings.publicURL?.description
    if !access.isOpen, !publicDocs { options.access = access }
    if let resource = access.resource {
      options.completed = { challenge in
        current.offer.map { resource.completed(challenge, $0.catalog) } ?? challenge
      }
    }
    options.isLocal = access.isOpen && settings.publicURL == nil && trustedProxy.isEmpty
    options.backendState = { record.state.map { $0.description } }
    return Portal(options, offer: current, eras: settings.eras)
  }
}

extension Portal {
  /// The portal of an offer, whenever another takes its place.
  convenience init(_ options: PortalOptions, offer current: CurrentOffer, eras: EraSupport) {
    self.init(
      options,
      generation: { current.number },
      source: {
        // The number before the offer: if another takes its place in between, the pages are made once more.
        let number = current.number
        return PortalSource(current.offer, number: number, eras: eras)
      }
    )
  }
}

extension PortalSource {
  fileprivate init(_ offer: ServedCatalog?, number: Int, eras: EraSupport) {
    let tools = offer?.catalog.tools ?? []
    let definitions = Dictionary(tools.map { ($0.name, $0.definition) }) { first, _ in first }
    let apis = (offer?.documents ?? []).map { API($0, definitions: definitions) }
    self.init(
      generation: number,
      title: offer?.catalog.server.title ?? "nethesis-mcp",
      version: Version.current,
      apis: apis,
      library: offer?.library ?? DocsLibrary([]),
      versions: eras.versions.map(\.rawValue)
    )
  }
}

extension Tool {
  /// The tool as `tools/list` has it.
  fileprivate var definition: JSONObject {
    ProtocolProfile.of(.v2026_07_28).json(self).object ?? [:]
  }
}

extension PortalSource.API {
  /// The document in its own words, with the names of the tools.
  fileprivate init(_ published: PublishedDocument, definitions: [String: JSONObject]) {
    let document = published.forPeople.value
    let operations = Dictionary(document.operations.map { (Self.key($0), $0) }) { first, _ in first }
    self.init(
      name: published.name,
      document: document,
      tools: published.served.entries.map { entry in
        let operation = operations[Self.key(entry.operation)] ?? entry.operation
        return DocumentedTool(name: entry.name, title: entry.title, operation: operation)
      },
      definitions: definitions,
      diagnostics: published.served.document.diagnostics + published.served.diagnostics
    )
  }

  private static func key(_ operation: OpenAPI.Operation) -> String { "\(operation.method) \(operation.path)" }
}
