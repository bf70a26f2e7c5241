import APITools
import Assembly
import JSON
import MCP
import ProcessEnvironment

extension Assembly {
  /// Tools as in `tools/list`, in that order.
  func summaries(of tools: [Tool]) async throws(CommandFailure) -> [ToolSummary] {
    // A server without tools does not serve `tools/list`.
    guard !tools.isEmpty else { return [] }
    var summaries: [ToolSummary] = []
    var params = JSONObject()
    // One catalog for all pages: making it examines every tool.
    let catalog = catalog(of: tools)
    repeat {
      let page = try await ask("tools/list", params, of: catalog)
      for definition in page["tools"]?.array ?? [] {
        let name = definition["name"]?.string ?? ""
        summaries.append(
          ToolSummary(name: name, title: definition["title"]?.string, definition: definition.object ?? [:])
        )
      }
      params["cursor"] = page["nextCursor"]
    } while params.contains("cursor")
    return summaries
  }
}
