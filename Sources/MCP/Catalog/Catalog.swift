/// Everything that a server offers, whatever version of the protocol it is asked in.
package struct Catalog: Sendable {
  package let server: Implementation
  /// How to use the server, for the model.
  package let instructions: String?
  package let tools: [Tool]
  package let resources: [Resource]
  package let resourceTemplates: [ResourceTemplate]
  package let prompts: [Prompt]
  package let features: Features

  let toolsByName: [String: Tool]
  let resourcesByURI: [String: Resource]
  let promptsByName: [String: Prompt]
  let encoded = EncodedResults()

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
    self.tools = tools
    self.resources = resources
    self.resourceTemplates = resourceTemplates
    self.prompts = prompts
    self.features = features
    toolsByName = Dictionary(tools.map { ($0.name, $0) }) { first, _ in first }
    resourcesByURI = Dictionary(resources.map { ($0.description.uri, $0) }) { first, _ in first }
    promptsByName = Dictionary(prompts.map { ($0.name, $0) }) { first, _ in first }
  }

  package var hasResources: Bool { !resources.isEmpty || !resourceTemplates.isEmpty }
  package var hasCompletions: Bool {
    prompts.contains { $0.completer != nil } || resourceTemplates.contains { $0.completer != nil }
  }
}

/// The lists that a client may be told of when they change.
package enum CatalogList: String, Sendable, Hashable, CaseIterable {
  case tools, resources, prompts

  /// The notification that says so.
  package var notification: String { "notifications/\(rawValue)/list_changed" }
}
