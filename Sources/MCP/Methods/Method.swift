/// Request methods of the protocol, of all versions, with the facts that are true of each.
///
/// A new method does not compile until every place that handles methods covers it.
package enum Method: String, Sendable, Hashable, CaseIterable {
  case initialize
  case ping
  case discover = "server/discover"
  case listen = "subscriptions/listen"
  case listTools = "tools/list"
  case callTool = "tools/call"
  case listResources = "resources/list"
  case listResourceTemplates = "resources/templates/list"
  case readResource = "resources/read"
  case subscribe = "resources/subscribe"
  case unsubscribe = "resources/unsubscribe"
  case listPrompts = "prompts/list"
  case getPrompt = "prompts/get"
  case complete = "completion/complete"
  case setLogLevel = "logging/setLevel"

  /// The era that alone has the method; `nil` if both have it.
  ///
  /// 2026-07-28 has no handshake, and subscribes otherwise; a request of a method that only it has is incomplete
  /// without an envelope, and not legacy (NEG-12).
  package var onlyEra: ProtocolVersion.Era? {
    switch self {
    case .initialize, .ping, .subscribe, .unsubscribe, .setLogLevel: .legacy
    case .discover, .listen: .modern
    case .listTools, .callTool, .listResources, .listResourceTemplates, .readResource: nil
    case .listPrompts, .getPrompt, .complete: nil
    }
  }

  /// The parameter that names the target of a request.
  ///
  /// The header `Mcp-Name` repeats it, and only requests with a target may take more than one round (2026-07-28,
  /// MRTR-02).
  package var targetParameter: String? {
    switch self {
    case .callTool, .getPrompt: "name"
    case .readResource: "uri"
    default: nil
    }
  }

  /// Whether a catalog offers the method to clients of an era (BASE-10, NEG-13).
  package func isOffered(by catalog: Catalog, in era: ProtocolVersion.Era) -> Bool {
    guard onlyEra == nil || onlyEra == era else { return false }
    return switch self {
    case .initialize, .ping, .discover: true
    case .listen: catalog.announcesAnything
    case .listTools, .callTool: catalog.offers(.tools)
    case .listResources, .listResourceTemplates, .readResource: catalog.offers(.resources)
    case .subscribe, .unsubscribe: catalog.hasResourceSubscriptions
    case .listPrompts, .getPrompt: catalog.offers(.prompts)
    case .complete: catalog.hasCompletions
    case .setLogLevel: catalog.features.loggingEras.contains(era)
    }
  }
}
