@testable import Calls
import JSON
import MCP
import Testing

@testable import APITools

/// The mark of tools for which Claude Code asks the user, whatever it asks otherwise.
struct UserInteractionTests {
  private static let mark: JSONObject = ["anthropic/requiresUserInteraction": true]
  private static let document = #"""
    {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "paths": {
      "/a": {"get": {"operationId": "read"}, "post": {"operationId": "add"}, "delete": {"operationId": "clear"},
        "put": {"operationId": "set"}},
      "/b": {"delete": {"operationId": "hide", "x-mcp": {"annotations": {"destructiveHint": false}}},
        "post": {"operationId": "wipe", "x-mcp": {"annotations": {"destructiveHint": true}}}}}}
    """#

  private final class Nobody: Approval {
    func answer(_ request: ApprovalRequest, _ context: RequestContext) async -> ApprovalAnswer { .refused("") }
  }

  @Test func `tools that destroy have the mark`() throws {
    let marked = try Bench(Self.document).tools.tools.filter { $0.meta == Self.mark }
    #expect(Set(marked.map(\.name)) == ["clear", "set", "wipe"])
  }

  @Test(arguments: [true, false])
  func `tools that ask a person have it`(asks: Bool) throws {
    var options = APITools.Options()
    options.secrets = .auto
    if asks { options.approval = Nobody() }
    let marked = try Bench(options: options).tools.tools.filter { $0.meta == Self.mark }
    #expect(marked.map(\.name) == (asks ? ["create_api_key", "revoke_api_key"] : ["revoke_api_key"]))
  }

  @Test(arguments: [true, false])
  func `the tool that calls operations has it unless all of them only read`(isReadOnly: Bool) throws {
    var options = APITools.Options()
    options.mode = .search
    options.filter.isReadOnly = isReadOnly
    let marked = try Bench(Self.document, options: options).tools.tools.filter { $0.meta == Self.mark }
    #expect(marked.map(\.name) == (isReadOnly ? [] : ["call_operation"]))
  }
}
