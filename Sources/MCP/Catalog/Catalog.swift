import JSON

/// Everything that a server offers, whatever version of the protocol it is asked in.
///
/// It never changes, and every request holds it: as an object it costs one reference, not one for each member.
package final class Catalog: Sendable {
  package let server: Implementation
  /// How to use the server, for the model.
  package let instructions: String?
  package let tools: [Tool]
  package let resources: [Resource]
  package let resourceTemplates: [ResourceTemplate]
  package let prompts: [Prompt]
  package let features: Features
  /// The tools that were left out, and why: clients would refuse them.
  package let refusedTools: [(name: String, reason: String)]

  let toolsByName: [String: Tool]
  let resourcesByURI: [String: Resource]
  let promptsByName: [String: Prompt]
  private let headerParameters: [String: [HeaderParameter]]
  let encoded = EncodedResults()
  /// The server as every modern result names it (META-05).
  let identity: JSONValue

  /// What a server does beside answering.
  package struct Features: Sendable {
    /// Which lists may change while the server runs, so that clients are told.
    package var changingLists: Set<CatalogList> = []
    /// Whether clients can be told of changes of single resources.
    package var hasResourceSubscriptions = false
    /// In which eras handlers' log messages are forwarded; the modern one advises against it (LOG-08).
    package var loggingEras: Set<ProtocolVersion.Era> = [.legacy]
    /// How many items a page of a list holds.
    package var pageSize = 200
    /// How long a modern client may keep lists and resources, in milliseconds, and whether caches may share them.
    package var cacheTTL = 0
    package var isCachePublic = false

    package init() {}
  }

  package init(
    server: Implementation,
    instructions: String? = nil,
    tools: [Tool] = [],
    resources: [Resource] = [],
    resourceTemplates: [ResourceTemplate] = [],
    prompts: [Prompt] = [],
    features: Features = Features()
  ) {
    self.server = server
    self.instructions = instructions
    let checked = CheckedTools(tools)
    self.tools = checked.accepted
    refusedTools = checked.refused
    headerParameters = checked.headerParameters
    self.resources = resources
    self.resourceTemplates = resourceTemplates
    self.prompts = prompts
    self.features = features
    identity = .object(ProtocolProfile.of(.v2026_07_28).json(server))
    toolsByName = Dictionary(checked.accepted.map { ($0.name, $0) }) { first, _ in first }
    resourcesByURI = Dictionary(resources.map { ($0.description.uri, $0) }) { first, _ in first }
    promptsByName = Dictionary(prompts.map { ($0.name, $0) }) { first, _ in first }
  }

  /// The arguments of a tool that are repeated in headers.
  package func headerParameters(of tool: String) -> [HeaderParameter] { headerParameters[tool] ?? [] }

  /// Tells whether the methods of a kind are served: there are such items, or there may be some later.
  package func offers(_ list: CatalogList) -> Bool {
    if features.changingLists.contains(list) { return true }
    switch list {
    case .tools: return !tools.isEmpty
    case .resources: return !resources.isEmpty || !resourceTemplates.isEmpty
    case .prompts: return !prompts.isEmpty
    }
  }

  /// Tells whether clients can hear of such a change (CAP-04).
  package func announces(_ change: CatalogChange) -> Bool {
    switch change {
    case .list(let list): features.changingLists.contains(list)
    case .resource: hasResourceSubscriptions
    }
  }

  /// Whether clients can hear of any change: without that there is nothing to subscribe to (SUB-13).
  package var announcesAnything: Bool { !features.changingLists.isEmpty || hasResourceSubscriptions }

  package var hasResourceSubscriptions: Bool { offers(.resources) && features.hasResourceSubscriptions }

  /// What reads a resource of that URI, listed or covered by a template, with the template's variables.
  func reader(of uri: String) -> (handler: any ResourceHandler, variables: [String: String])? {
    if let resource = resourcesByURI[uri] { return (resource.handler, [:]) }
    for template in resourceTemplates {
      if let variables = template.uriTemplate.match(uri) { return (template.handler, variables) }
    }
    return nil
  }

  package var hasCompletions: Bool {
    prompts.contains { $0.completer != nil } || resourceTemplates.contains { $0.completer != nil }
  }
}

/// The lists that a client may be told of when they change.
package enum CatalogList: String, Sendable, Hashable, CaseIterable {
  case tools, resources, prompts
}

/// Tells the tools that can be published from those that cannot.
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
