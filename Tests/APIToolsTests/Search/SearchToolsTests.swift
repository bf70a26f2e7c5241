import JSON
import MCP
import OpenAPI
@testable import Operations
import Schemas
import Testing
import TestSupport

@testable import APITools

struct SearchToolsTests {
  private static let document = #"""
    {"openapi": "3.1.1", "info": {"title": "Zoo", "version": "1"}, "paths": {
      "/animals": {"get": {"operationId": "listAnimals", "summary": "List animals", "tags": ["animals"]},
        "post": {"operationId": "addAnimal", "summary": "Add an animal", "requestBody": {"required": true, "content":
          {"application/json": {"schema": {"type": "object", "required": ["species"], "properties": {
            "species": {"type": "string"}, "weight": {"type": "integer"}}}}}}}},
      "/keepers": {"get": {"operationId": "listKeepers", "description": "Who feeds the animals.", "tags": ["people"]}},
      "/tickets": {"get": {"operationId": "listTickets", "x-mcp": {"pin": true}, "parameters": [
        {"name": "visitor", "in": "query", "schema": {"type": "string"}}]}},
      "/x": {"delete": {"operationId": "closeZoo"}}}}
    """#

  private func bench(_ document: String = document, filter: OperationFilter = OperationFilter()) throws -> Bench {
    var options = APITools.Options()
    options.mode = .search
    options.filter = filter
    return try Bench(document, options: options)
  }

  private func found(_ query: String, in bench: Bench) async -> [String] {
    let result = await bench.call("search_operations", ["query": .string(query)])
    return result["structuredContent"]?["operations"]?.array?.compactMap { $0["name"]?.string } ?? []
  }

  @Test func `the pinned tools and three more are published`() throws {
    let tools = try bench().tools
    #expect(tools.tools.map(\.name) == ["list_tickets", "search_operations", "describe_operation", "call_operation"])
    #expect(tools.entries.count == 5)
  }

  @Test func `the index is made before the first search, if it is to be, and not at the start`() async throws {
    let bench = try bench()
    #expect(!bench.tools.isSearchPrepared)
    bench.tools.prepareSearch()
    #expect(bench.tools.isSearchPrepared)
    let searched = try self.bench()
    #expect(await found("species", in: searched) == ["add_animal"])
    #expect(searched.tools.isSearchPrepared)
  }

  @Test func `nothing is made for searches where nothing is searched`() throws {
    let tools = try Bench(Self.document).tools
    tools.prepareSearch()
    #expect(!tools.isSearchPrepared)
  }

  @Test(
    arguments: [
      ("animals", ["list_animals", "add_animal", "list_keepers"]),
      ("animal", ["list_animals", "add_animal", "list_keepers"]),
      ("who feeds", ["list_keepers"]), ("visitor", ["list_tickets"]), ("species", ["add_animal"]),
      ("spec", ["add_animal"]),
      ("people", ["list_keepers"]), ("add animals", ["add_animal", "list_animals", "list_keepers"]), ("qqq", []),
    ])
  func `operations are found by what is said of them, the nearest first`(query: String, names: [String]) async throws {
    let found = await found(query, in: try bench())
    #expect(Set(found) == Set(names))
    #expect(found.first == names.first)
  }

  @Test func `nothing found says where to look`() async throws {
    let text = await (try bench()).call("search_operations", ["query": "qqq"])["content"]?.array?.first?["text"]?.string
    #expect(text?.contains("about: animals, people.") == true)
  }

  @Test func `an operation is described with its schema`() async throws {
    let result = await (try bench()).call("describe_operation", ["name": "add_animal"])
    let described = try #require(result["structuredContent"])
    #expect(described["inputSchema"]?["required"] == ["species"])
    #expect(described["method"] == "POST")
    #expect(described["changesNothing"] == false)
  }

  @Test func `an operation is called as its own tool would be`() async throws {
    let search = try bench()
    let result = await search.call("call_operation", ["name": "add_animal", "arguments": ["species": "emu"]])
    let direct = try Bench(Self.document)
    let expected = await direct.call("add_animal", ["species": "emu"])
    #expect(result == expected)
    #expect(search.backend.asked.map(\.text) == direct.backend.asked.map(\.text))
    let wrong = await search.failure("call_operation", ["name": "add_animal", "arguments": ["species": 1]])
    #expect(wrong == (await direct.failure("add_animal", ["species": 1])))
    #expect(search.backend.asked.count == 1)
  }

  @Test func `arguments in a string are read, and wrong ones of the tool itself are said`() async throws {
    let bench = try bench()
    _ = await bench.call("call_operation", ["name": "add_animal", "arguments": #"{"species": "emu"}"#])
    #expect(bench.backend.asked.first?.text == #"{"species":"emu"}"#)
    #expect(await bench.failure("call_operation", ["arguments": [:]])?.contains("name is required") == true)
  }

  @Test func `TOOL-09: calling may do anything, finding nothing`() throws {
    let tools = try bench().tools.tools
    #expect(tools.map(\.annotations.readOnly) == [true, true, true, false])
    #expect(tools.last?.annotations.destructive == true)
  }

  @Test func `what is left out is neither found nor described nor called`() async throws {
    let bench = try bench(filter: OperationFilter(exclude: [.operationID("closeZoo")]))
    #expect(await found("close zoo", in: bench).isEmpty)
    #expect(await bench.failure("describe_operation", ["name": "close_zoo"])?.contains("There is no operation") == true)
    #expect(await bench.failure("call_operation", ["name": "close_zoo"])?.contains("search_operations finds") == true)
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `a name that is nearly right leads to the right one`() async throws {
    let failure = await (try bench()).failure("call_operation", ["name": "animal_add"])
    #expect(failure?.contains("Did you mean add_animal") == true)
  }

  @Test func `the three keep out of the way of the API's own names`() async throws {
    let own = Self.document.replacing("listTickets", with: "search_operations")
    let names = try bench(own).tools.tools.map(\.name)
    #expect(names == ["search_operations", "api_search_operations", "describe_operation", "call_operation"])
  }

  @Test(arguments: [(60, 60, false), (61, 3, true)])
  func `many tools are searched for, few are not`(count: Int, published: Int, isSearch: Bool) throws {
    let paths = (0..<count).map { #""/p\#($0)": {"get": {"operationId": "o\#($0)"}}"# }.joined(separator: ",")
    var options = APITools.Options()
    options.mode = .auto
    let document = #"{"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "paths": {\#(paths)}}"#
    #expect(try Bench(document, options: options).tools.tools.count == (isSearch ? published : count))
  }

  @Test func `few tools with long definitions are searched for`() throws {
    let names = (0..<4000).map { #""a property of a long name \#($0)": {"type": "string"}"# }.joined(separator: ",")
    let operation = #"""
      {"requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "object", "properties":
       {\#(names)}}}}}}
      """#
    var options = APITools.Options()
    options.mode = .auto
    #expect(try Bench(operation: operation, method: "post", options: options).tools.tools.count == 3)
  }

  @Test(.enabled(if: Oracles.areEnabled, "needs ../shared/specs"))
  func `the published document is searched, its four tools pinned`() async throws {
    let overlay = try Overlay(reading: Schemas.overlay.text)
    let document = try APIDocument(reading: Oracles.bytes("specs/my-nethesis.openapi.yaml"), overlays: [overlay])
    var options = APITools.Options()
    options.mode = .auto
    let tools = APITools(
      document,
      base: try BaseURL("https://api.example"),
      backend: StubBackend(),
      credentials: StubCredentials(),
      options: options
    )
    #expect(tools.tools.count == 7)
  }
}
