@testable import Calls
import OpenAPI
@testable import Operations
import Testing

@testable import APITools

/// Rules that name nothing of the document, which whoever wrote them would take for a protection.
struct UnmatchedRuleTests {
  private static let document = #"""
    {"openapi": "3.2.0", "info": {"title": "T", "version": "1"}, "tags": [{"name": "declared"}], "paths": {
      "/users": {"get": {"operationId": "listUsers", "tags": ["users"]}},
      "/users/{id}": {"parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
        "delete": {"operationId": "dropUser", "tags": ["Admin"], "x-mcp": {"name": "remove_good"}},
        "put": {"operationId": "off", "tags": ["hidden"], "x-mcp": {"enabled": false}},
        "additionalOperations": {"Purge": {"operationId": "purgeUser"}}},
      "/again": {"delete": {"operationId": "dropUser", "tags": ["users"]}},
      "/broken": {"get": {"operationId": "broken", "tags": ["lost"], "requestBody": {"$ref": "#/nowhere"}}}}}
    """#

  private func served(
    include: [String] = [],
    exclude: [String] = [],
    isReadOnly: Bool = false,
    name: String? = nil
  ) throws -> ServedDocument {
    var options = APITools.Options()
    options.filter = OperationFilter(
      include: include.compactMap(OperationFilter.Rule.init),
      exclude: exclude.compactMap(OperationFilter.Rule.init),
      isReadOnly: isReadOnly
    )
    return ServedDocument(
      try APIDocument(reading: Self.document),
      name: name,
      server: APIServer(base: .nowhere, credentials: StubCredentials()),
      backend: StubBackend(),
      options: options
    )
  }

  @Test(arguments: [
    ("method:DELTE", #""method:DELTE": there is no such HTTP method; did you mean method:DELETE?"#),
    ("tag:user", #""tag:user": the document has no such tag; did you mean tag:users?"#),
    ("tag:USERS", #""tag:USERS": the document has no such tag; did you mean tag:users?"#),
    (
      "tag:nothing-like",
      #""tag:nothing-like": the document has no such tag; there are users, Admin, hidden, declared"#
    ),
    ("path:users", #""path:users": the document has no such path; did you mean path:/users?"#),
    ("/user/*", #""path:/user/*": the document has no such path; did you mean path:/users?"#),
    ("/USERS", #""path:/USERS": the document has no such path; did you mean path:/users?"#),
    (
      "remove_goods",
      #""id:remove_goods": the document has no operation of this id, and no tool of this name; did you mean "#
        + "id:remove_good?"
    ),
    (
      "lst*",
      #""id:lst*": the document has no operation of this id, and no tool of this name; did you mean id:list_users?"#
    ),
  ])
  func `a rule that names nothing is mistaken, and told what is near`(rule: String, reason: String) throws {
    for served in [try served(include: [rule]), try served(exclude: [rule])] {
      #expect(served.unmatchedRules.map(\.reason) == [reason])
      #expect(served.unmatchedRules.allSatisfy { $0.isMistaken })
    }
  }

  @Test(arguments: ["method:HEAD", "method:propfind", "tag:declared", "tag:lost", "id:broken", "path:/broken"])
  func `a rule that is right and has nothing to do is no mistake`(rule: String) throws {
    let unmatched = try served(exclude: [rule]).unmatchedRules
    #expect(unmatched.count == 1)
    #expect(unmatched.allSatisfy { !$0.isMistaken })
  }

  @Test(arguments: [
    "method:purge", "tag:hidden", "id:off", "off", "remove_good", "remove_*", "list_users", "listUsers",
  ])
  func `rules are held against the document, not against what others leave`(rule: String) throws {
    #expect(try served(include: ["/users"], exclude: [rule], isReadOnly: true).unmatchedRules.isEmpty)
    #expect(try served(exclude: ["/**", rule]).unmatchedRules.isEmpty)
  }

  @Test(arguments: ["remove_good", "id:remove_good", "shop_remove_good", "*remove_good", "shop_*"])
  func `the name of a tool is as good as the id, with the document's name or without`(rule: String) throws {
    let served = try served(exclude: [rule], name: "shop")
    #expect(!served.entries.map(\.name).contains("shop_remove_good"))
    #expect(served.unmatchedRules.isEmpty)
  }

  @Test func `an id that two operations have names both`() throws {
    #expect(try served(exclude: ["id:dropUser"]).entries.map(\.name) == ["list_users", "purge_user"])
  }
}
