import JSON
import MCP
import Testing

/// The hints for caches, which begin with 2026-07-28.
struct CachingTests {
  static let cacheable: [(String, JSONObject)] = [
    ("server/discover", [:]), ("tools/list", [:]), ("prompts/list", [:]), ("resources/list", [:]),
    ("resources/templates/list", [:]), ("resources/read", ["uri": "test://static-text"]),
  ]

  @Test(arguments: cacheable)
  func `caching (CACHE-01, CACHE-03, RES-14, PRM-07): what can be kept says for how long and by whom`(
    method: String,
    params: JSONObject
  ) async throws {
    let result = try await Client.ready(.v2026_07_28).call(method, params).result
    #expect(try #require(result?["ttlMs"]?.int) >= 0)
    #expect(["public", "private"].contains(result?["cacheScope"]))
  }

  @Test(arguments: ["test_simple_text", "test_input_required_result_elicitation"])
  func `caching (CACHE-02, TOOL-34): what a call answers or asks is not kept`(tool: String) async throws {
    let result = try #require(try await Client.ready(.v2026_07_28).callTool(tool).result)
    #expect(result["ttlMs"] == nil && result["cacheScope"] == nil)
  }
}
