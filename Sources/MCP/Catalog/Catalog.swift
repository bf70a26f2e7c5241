import JSON

/// Everything that a server offers, independent of the protocol version.
///
/// Immutable, and held by every request: a class, so that holding it costs one reference, not one for each member.
package final class Catalog: Sendable {
  /// The server's own name and version.
  package let server: Implementation
  /// The accepted tools, in the order in which they are listed.
  package let tools: [Tool]
  /// The resources, in the order in which they are listed.
  package let resources: [Resource]
  /// The resource templates, in the order in which they are listed.
  package let resourceTemplates: [ResourceTemplate]
  /// The prompts, in the order in which they are listed.
  package let prompts: [Prompt]
  /// The optional features that the server announces.
  package let features: Features
  /// The tools left out because clients would refuse them, each with the reason.
  package let refusedTools: [(name: String, reason: String)]

  let toolsByName: [String: Tool]
  let resourcesByURI: [String: Resource]
  let promptsByName: [String: Prompt]
  private let headerParameters: [String: [HeaderParameter]]
  /// The levels of access that its tools need.
  package let accessLevels: Set<AccessLevel>
  let encoded = EncodedResults()
  /// The server's identity for the `_meta` of every modern result (META-05).
  let identity: JSONValue

  /// Optional features of a server beyond its lists.
  package struct Features: Sendable {
    /// Instructions for the model on how to use the server.
    package var instructions: String?
    /// The lists that may change while the server runs, and whose changes are announced.
    package var changingLists: Set<CatalogList> = []
    /// Whether clients can be notified of changes of single resources.
    package var hasResourceSubscriptions = false
    /// The eras in which handlers' log messages are forwarded; the modern one advises against it (LOG-08).
    package var loggingEras: Set<ProtocolVersion.Era> = [.legacy]
    /// The number of items on a page of a list.
    package var pageSize = 200
    /// The size of a page in bytes at which it ends, with fewer items: as large as requests may be.
    package var pageBytes = 4 << 20
    /// Time for which a modern client may cache lists and resources, in milliseconds.
    package var cacheTTL = 0
    /// Whether shared caches may keep lists and resources for several users.
    package var isCachePublic = false

    /// The defaults: nothing changes, and only legacy clients get log messages.
    package init() {}
  }

  /// Makes a catalog; tools that clients would refuse go to ``refusedTools``.
  package init(
    server: Implementation,
    tools: [Tool] = [],
    resources: [Resource] = [],
    resourceTemplates: [ResourceTemplate] = [],
    prompts: [Prompt] = [],
    features: Features = Features()
  ) {
    self.server = server
    let checked = CheckedTools(tools)
    self.tools = checked.accepted
    refusedTools = checked.refused
    headerParameters = checked.headerParameters
    accessLevels = checked.accepted.reduce(into: []) { $0.formUnion($1.access.levels) }
    self.resources = resources
    self.resourceTemplates = resourceTemplates
    self.prompts = prompts
    self.features = features
    identity = .object(ProtocolProfile.of(.v2026_07_28).json(server))
    toolsByName = Dictionary(checked.accepted.map { ($0.name, $0) }) { first, _ in first }
    resourcesByURI = Dictionary(resources.map { ($0.description.uri, $0) }) { first, _ in first }
    promptsByName = Dictionary(prompts.map { ($0.name, $0) }) { first, _ in first }
  }

  /// The arguments of a tool that clients repeat in HTTP headers.
  package func headerParameters(of tool: String) -> [HeaderParameter] { headerParameters[tool] ?? [] }

  /// The access that calls of a tool need; `nil` if there is no such tool.
  package func access(of tool: String) -> ToolAccess? { toolsByName[tool]?.access }

  /// Whether the methods of a list are served: it has items, or may get some later.
  package func offers(_ list: CatalogList) -> Bool {
    if features.changingLists.contains(list) { return true }
    switch list {
    case .tools: return !tools.isEmpty
    case .resources: return !resources.isEmpty || !resourceTemplates.isEmpty
    case .prompts: return !prompts.isEmpty
    }
  }

  /// Whether clients can be notified of a change (CAP-04).
  package func announces(_ change: CatalogChange) -> Bool {
    switch change {
    case .list(let list): features.changingLists.contains(list)
    case .resource: hasResourceSubscriptions
    }
  }

  /// Whether any change is announced; otherwise there is nothing to subscribe to (SUB-13).
  package var announcesAnything: Bool { !features.changingLists.isEmpty || hasResourceSubscriptions }

  /// Whether clients can subscribe to single resources.
  package var hasResourceSubscriptions: Bool { offers(.resources) && features.hasResourceSubscriptions }

  /// Finds the handler of a URI, listed or matched by a template, with the template's variables.
  func reader(of uri: String) -> (handler: any ResourceHandler, variables: [String: String])? {
    if let resource = resourcesByURI[uri] { return (resource.handler, [:]) }
    for template in resourceTemplates {
      if let variables = template.uriTemplate.match(uri) { return (template.handler, variables) }
    }
    return nil
  }

  /// Notifies the handlers of resources that a client subscribed to them.
  func noteSubscriptions(_ uris: some Sequence<String>) {
    for uri in uris {
      if let (handler, variables) = reader(of: uri) { handler.subscribed(uri, variables) }
    }
  }

  /// Whether any prompt or resource template completes its arguments.
  package var hasCompletions: Bool {
    prompts.contains { $0.completer != nil } || resourceTemplates.contains { $0.completer != nil }
  }
}

/// The lists whose changes can be announced.
package enum CatalogList: String, Sendable, Hashable, CaseIterable {
  case tools, resources, prompts
}

/// Separates the tools that can be published from those that clients would refuse.
private struct CheckedTools {
  var accepted: [Tool] = []
  var refused: [(name: String, reason: String)] = []
  var headerParameters: [String: [HeaderParameter]] = [:]

  init(_ tools: [Tool]) {
    for tool in tools {
      do throws(HeaderParameter.Violation) {
        let parameters = try HeaderParameter.all(in: tool.inputSchema)
        if !parameters.isEmpty { headerParameters[tool.name] = parameters }
        accepted.append(tool)
      } catch {
        refused.append((tool.name, error.description))
      }
    }
  }
}
