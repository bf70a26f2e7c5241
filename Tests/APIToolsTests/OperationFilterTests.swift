import APITools
import JSON
import MCP
import Testing

struct OperationFilterTests {
  private static let document = #"""
    {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "paths": {
      "/users": {"get": {"operationId": "listUsers", "tags": ["users"]}, "post": {"operationId": "addUser", "tags": ["users"]}},
      "/users/{id}": {"parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
        "get": {"operationId": "getUser", "tags": ["users", "one"]}, "delete": {"operationId": "dropUser"}},
      "/search": {"post": {"operationId": "search", "x-mcp": {"annotations": {"readOnlyHint": true}}}}}}
    """#

  private func names(include: [String] = [], exclude: [String] = [], isReadOnly: Bool = false) throws -> [String] {
    var options = APITools.Options()
    options.filter = OperationFilter(
      include: include.compactMap(OperationFilter.Rule.init),
      exclude: exclude.compactMap(OperationFilter.Rule.init),
      isReadOnly: isReadOnly
    )
    return try Bench(Self.document, options: options).tools.tools.map(\.name)
  }

  @Test(
    arguments: [
      ([], [], ["list_users", "add_user", "get_user", "drop_user", "search"]), (["tag:one"], [], ["get_user"]),
      (["method:get"], [], ["list_users", "get_user"]), ([], ["method:GET", "id:search"], ["add_user", "drop_user"]),
      (["/users"], [], ["list_users", "add_user"]), (["path:/users/*"], [], ["get_user", "drop_user"]),
      (["/users**"], ["tag:users"], ["drop_user"]), (["/*"], [], ["list_users", "add_user", "search"]),
      (["*User"], [], ["add_user", "get_user", "drop_user"]), (["getUse?"], [], ["get_user"]), (["none"], [], []),
    ] as [([String], [String], [String])]
  )
  func `what is included and not excluded is there`(include: [String], exclude: [String], expected: [String]) throws {
    #expect(try names(include: include, exclude: exclude) == expected)
  }

  @Test func `read-only leaves what changes nothing, by method or by what is said`() throws {
    #expect(try names(isReadOnly: true) == ["list_users", "get_user", "search"])
  }

  @Test(arguments: ["", ":x", "tags:users", "colour:red"])
  func `what is no rule is refused`(text: String) {
    #expect(OperationFilter.Rule(text) == nil)
  }

  @Test(arguments: ["tag:a:b", "method:GET", "path:/a/*", "id:list*"])
  func `a rule is written as it is read`(text: String) {
    #expect(OperationFilter.Rule(text)?.description == text)
  }

  @Test func `what is excluded cannot be called`() async throws {
    var options = APITools.Options()
    options.filter = OperationFilter(exclude: [.operationID("dropUser")])
    let bench = try Bench(Self.document, options: options)
    let answer = await bench.ask("tools/call", ["name": "drop_user", "arguments": ["id": "1"]])
    #expect(answer["error"]?["message"] == "Unknown tool: drop_user")
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `names do not depend on what is left out`() throws {
    #expect(try names(exclude: ["id:listUsers"]) == ["add_user", "get_user", "drop_user", "search"])
  }
}
