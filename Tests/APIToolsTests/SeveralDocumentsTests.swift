@testable import Calls
import HTTPTypes
import JSON
import MCP
import OpenAPI
@testable import Operations
import Testing

@testable import APITools

struct SeveralDocumentsTests {
  private let zoo = StubBackend()
  private let shop = StubBackend()

  private static func text(_ title: String, _ paths: String) -> String {
    #"""
    {"openapi": "3.1.1", "info": {"title": "\#(title)", "version": "1"}, "security": [{"token": []}],
     "paths": {\#(paths)}, "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}}}
    """#
  }

  private func tools(_ mode: ToolMode = .all, shopPaths: String = "") throws -> APITools {
    var options = APITools.Options()
    options.mode = mode
    func served(_ name: String, _ text: String, _ backend: StubBackend) throws -> ServedDocument {
      ServedDocument(
        try APIDocument(reading: text),
        name: name,
        server: APIServer(
          base: try BaseURL("https://\(name).example"),
          credentials: StubCredentials(value: .success("token-of-\(name)"))
        ),
        backend: backend,
        options: options
      )
    }
    let list = #"{"get": {"operationId": "list", "summary": "List things", "x-mcp": {"pin": true}}}"#
    return APITools(
      [
        try served("zoo", Self.text("Zoo", #""/animals": \#(list), "/cages": {"get": {}}"#), zoo),
        try served("shop", Self.text("Shop", #""/goods": \#(list)\#(shopPaths)"#), shop),
      ],
      options: options
    )
  }

  @Test func `each operation is a tool behind the name of its document`() throws {
    #expect(try tools().tools.map(\.name) == ["zoo_list", "zoo_get_cages", "shop_list"])
  }

  @Test(arguments: [("zoo_list", "zoo", "/animals"), ("shop_list", "shop", "/goods")])
  func `a call goes to the backend of its document with the credential for that`(
    tool: String,
    name: String,
    path: String
  ) async throws {
    let (own, other) = name == "zoo" ? (zoo, shop) : (shop, zoo)
    let result = await Bench(tools: try tools(), backend: own).call(tool)
    #expect(result["isError"] != true)
    let request = try #require(own.asked.first?.request)
    #expect(request.authority == "\(name).example")
    #expect(request.path == path)
    #expect(request.headerFields[.authorization] == "Bearer token-of-\(name)")
    #expect(other.asked.isEmpty)
  }

  /// The tools of both documents, whose callers bring tokens.
  private func bench(_ tokens: [String: String], options: APITools.Options = APITools.Options()) throws -> Bench {
    let list = #"{"get": {"operationId": "list"}, "post": {"operationId": "make", "requestBody": \#(Self.body)}}"#
    let documents = try [("zoo", zoo), ("shop", shop)].map { name, backend in
      ServedDocument(
        try APIDocument(reading: Self.text(name, #""/things": \#(list)"#)),
        name: name,
        server: APIServer(
          base: try BaseURL("https://\(name).example"),
          credentials: StubCredentials(value: .success(nil)),
          acceptsCallers: true,
          document: name
        ),
        backend: backend,
        options: options
      )
    }
    let tools = APITools(documents, options: options)
    (options.approval as? any CarriedApproval)?.operations.serve(tools)
    var bench = Bench(tools: tools, backend: zoo)
    bench.callerCredential = CallerCredential(ofDocuments: tokens)
    return bench
  }

  private static let body = #"""
    {"required": true, "content": {"application/json": {"schema": {"type": "object", "required": ["password"],
     "properties": {"password": {"type": "string", "format": "password"}}}}}}
    """#

  @Test(arguments: [("zoo", "shop"), ("shop", "zoo")])
  func `a caller's token goes to the backend of its document alone`(name: String, other: String) async throws {
    let bench = try bench([name: "session-of-\(name)"])
    #expect(await bench.call("\(name)_list")["isError"] != true)
    #expect(await bench.call("\(other)_list")["isError"] == true)
    let (own, none) = name == "zoo" ? (zoo, shop) : (shop, zoo)
    #expect(own.asked.map { $0.request.headerFields[.authorization] } == ["Bearer session-of-\(name)"])
    #expect(none.asked.isEmpty)
  }

  @Test func `no result repeats a token for another document`() async throws {
    let tools = try bench(["zoo": "session-of-zoo", "shop": "session-of-shop"])
    shop.answer(.get, 200, #"{"echo": "session-of-zoo and session-of-shop"}"#)
    let said = "\(await tools.call("shop_list"))"
    #expect(!said.contains("session-of-"))
    #expect(said.contains("echo"))
    let refused = "\(await tools.call("shop_list", ["session-of-zoo": "session-of-zoo"]))"
    #expect(!refused.contains("session-of-zoo"))
  }

  @Test func `an approval holds the token of its document alone, and uses it there`() async throws {
    let drawer = StoredApprovalTests.Drawer()
    var options = APITools.Options()
    options.secrets = .auto
    options.approval = drawer
    let bench = try bench(["zoo": "session-of-zoo", "shop": "session-of-shop"], options: options)
    _ = await bench.call("shop_make")
    let request = try drawer.reread()
    #expect(request.call.confidential?["credential"] == "session-of-shop")
    #expect(!"\(request.call.confidential ?? [:])".contains("session-of-zoo"))
    #expect(!request.json.description.contains("session-of-"))
    #expect(await drawer.operations.perform(request, with: ["password": "S3cr3t-Passw0rd!"]).ending == .done)
    #expect(shop.asked.map { $0.request.headerFields[.authorization] } == ["Bearer session-of-shop"])
    #expect(zoo.asked.isEmpty)
  }

  @Test func `one search finds the operations of all documents and says of which each is`() async throws {
    let bench = Bench(tools: try tools(.search), backend: zoo)
    #expect(
      bench.tools.tools.map(\.name) == [
        "zoo_list", "shop_list", "search_operations", "describe_operation", "call_operation",
      ]
    )
    #expect(bench.tools.tools[2].description.hasPrefix("Finds operations of Zoo, Shop by words"))
    let found = await bench.call("search_operations", ["query": "list"])["structuredContent"]?["operations"]?.array
    #expect(Set(found?.compactMap { $0["name"]?.string } ?? []) == ["zoo_list", "shop_list"])
    #expect(Set(found?.compactMap { $0["api"]?.string } ?? []) == ["zoo", "shop"])
    let described = await bench.call("describe_operation", ["name": "shop_list"])["structuredContent"]
    #expect(described?["api"] == "shop")
    _ = await bench.call("call_operation", ["name": "shop_list"])
    #expect(shop.asked.map(\.request.path) == ["/goods"])
    #expect(zoo.asked.isEmpty)
  }

  @Test func `what is many together is searched, though neither document has many`() throws {
    let paths = (0..<58).map { #", "/g\#($0)": {"get": {}}"# }.joined()
    #expect(try !tools(.auto, shopPaths: "").isSearchedByItself)
    #expect(try tools(.auto, shopPaths: paths).tools.count == 5)
  }
}
