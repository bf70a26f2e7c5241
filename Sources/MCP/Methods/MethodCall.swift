import JSON
import JSONRPC

/// A request for a method that both eras have, with everything needed to handle it.
struct MethodCall: Sendable {
  let id: RequestID
  let params: JSONObject
  let catalog: Catalog
  let profile: ProtocolProfile
  let context: RequestContext
  /// Resolves questions for the client.
  let inputs: any InputResolver

  /// Responds at once, or returns the work that leads to a response.
  ///
  /// - Returns: `nil` if the method belongs to one era, whose dispatcher answers it.
  func handle(_ method: Method) throws(JSONRPCError) -> Handling? {
    switch method {
    case .listTools: try list(method, listedTools, member: "tools", profile.json)
    case .callTool: try callTool()
    case .listResources:
      try list(method, catalog.resources, member: "resources") { .object(profile.json($0.measured)) }
    case .listResourceTemplates:
      try list(method, catalog.resourceTemplates, member: "resourceTemplates", profile.json)
    case .readResource: try readResource()
    case .listPrompts: try list(method, catalog.prompts, member: "prompts", profile.json)
    case .getPrompt: try getPrompt()
    case .complete: try complete()
    case .initialize, .ping, .discover, .listen, .subscribe, .unsubscribe, .setLogLevel: nil
    }
  }

  /// The tools that are listed for the caller.
  private var listedTools: [Tool] {
    guard let listed = context.origin.listed else { return catalog.tools }
    return catalog.tools.filter { $0.access.isVisible(to: listed) }
  }

  /// Wraps a result as its version requires (BASE-16, META-05, CACHE-01).
  func finished(_ result: JSONObject, isCacheable: Bool = false, isPrivate: Bool = false) -> JSONObject {
    profile.envelope(result, of: catalog, isCacheable: isCacheable, isPrivate: isPrivate)
  }

  /// Makes work that ends in a result; a stopping server waits for it unless it is safe to stop half-way.
  func later(
    isSafe: Bool,
    _ work: @escaping @Sendable () async throws(JSONRPCError) -> JSONObject
  ) -> Handling {
    .later(PendingRequest(id: id, mustFinish: !isSafe, notifier: context.notifier, work: work))
  }

  /// A required parameter that must be a string.
  func string(_ name: String) throws(JSONRPCError) -> String {
    guard let value = params[name] else { throw .invalidParams("The params need \(name)") }
    guard let text = value.string else { throw .invalidParams("\(name) must be a string, not \(value.typeName)") }
    return text
  }

  /// An optional parameter that must be an object; null counts as absent.
  func object(_ name: String) throws(JSONRPCError) -> JSONObject {
    switch params[name] {
    case nil, .null?: return JSONObject()
    case .object(let object): return object
    case let other?: throw .invalidParams("\(name) must be an object, not \(other.typeName)")
    }
  }

  /// The members of an object that must all be strings; null members are left out.
  func strings(_ object: JSONObject, of name: String) throws(JSONRPCError) -> [String: String] {
    var strings: [String: String] = [:]
    for member in object where !member.value.isNull {
      guard let text = member.value.string else {
        throw .invalidParams("\(name).\(member.name) must be a string, not \(member.value.typeName)")
      }
      strings[member.name] = text
    }
    return strings
  }
}
