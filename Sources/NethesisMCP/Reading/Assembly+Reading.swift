import Assembly
import EventThread
import JSON
import MCP
import ProcessEnvironment
import Settings

extension Assembly {
  /// Assembles what a client of these settings would be served, and passes it to a closure.
  ///
  /// - Throws: The fault of a setting, or the closure's error.
  static func using(_ startup: Startup, _ body: @escaping @Sendable (Assembly) async throws -> Void) throws {
    try EventThread.run(
      usesDispatch: startup.settings.backend == .sandbox,
      throwing: { thread in
        try await withBackend(startup) { backend in
          var options = Options()
          options.approval = startup.approvalService()
          try await body(Assembly(startup, backend, options, on: thread))
        }
      }
    )
  }

  /// All items of a list method, from all its pages; none if the list is not served.
  func all(_ method: String, _ member: String) async throws(CommandFailure) -> [JSONValue] {
    let list = member == "prompts" ? CatalogList.prompts : .resources
    guard store.catalog.offers(list) else { return [] }
    var items: [JSONValue] = []
    var params = JSONObject()
    repeat {
      let page = try await ask(method, params, of: store)
      items += page[member]?.array ?? []
      params["cursor"] = page["nextCursor"]
    } while params.contains("cursor")
    return items
  }
}
