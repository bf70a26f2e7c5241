import JSON
import JSONRPC
import MCP
import Testing

/// The scenarios that are about HTTP, where the fixtures do not matter: the tests of `MCPHTTP` have them in full.
///
/// Scored, and run against the fixtures on HTTP by `Tests/Interop/process/test_scenarios.py`:
/// - `dns-rebinding-protection` (HTTP-02, HTTP-03): also `RequestChecksTests`, and HTTP-02 and HTTP-03 in `RequestCheckCase`.
///
/// Not scored, and for that transport alone:
/// - `http-header-validation` (MHTTP-02 … MHTTP-04, HTTP-14): `RequestChecksTests`, `HeaderTests`.
/// - `http-custom-header-server-validation` (XHDR-03 … XHDR-06): `HeaderTests`, `RequestCheckCase`.
/// - `server-session-lifecycle` (LHTTP-06 … LHTTP-09): `SessionTests`.
/// - `server-sse-polling` (LHTTP-13, LHTTP-14, LHTTP-16): `StreamTests`, and `test_scenarios.py` with the fixture.
struct TransportTests {
  /// The streams themselves: `SessionTests`, "LHTTP-19: many calls of a session run at once".
  @Test(arguments: Client.versions)
  func `server-sse-multiple-streams (LHTTP-04, LHTTP-19, PROG-06): calls at once, each with its own messages`(
    version: ProtocolVersion
  ) async throws {
    let client = try await Client.ready(version)
    try await withThrowingTaskGroup(of: (Int, Exchange).self) { group in
      for number in 1...3 {
        group.addTask {
          let params: JSONObject = [
            "name": "test_tool_with_progress", "_meta": ["progressToken": .number(JSONNumber(number))],
          ]
          let id = RequestID.number(JSONNumber(number))
          return (number, try await client.call("tools/call", params, id: id))
        }
      }
      for try await (number, call) in group {
        #expect(call.text != nil)
        #expect(call.messages.map { $0["params"]?["progressToken"]?.int } == [number, number, number])
      }
    }
  }
}
