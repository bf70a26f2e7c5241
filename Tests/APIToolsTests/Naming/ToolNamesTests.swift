@testable import APITools
import MCP
import OpenAPI
@testable import Operations
import Testing

struct ToolNamesTests {
  @Test(
    arguments: [
      ("listMyAPIKeys", "list my api keys"), ("getSystemByID", "get system by id"), ("listIDs", "list ids"),
      ("HTTPServer2Go", "http server2 go"), ("a-b.c/d", "a b c d"), ("GET /me/api-keys/{id}", "get me api keys id"),
      ("élan", "lan"), ("", ""),
    ])
  func `names fall into words`(name: String, words: String) {
    #expect(Words.split(name).joined(separator: " ") == words)
  }

  private func names(_ paths: String) throws -> [String] {
    try Bench(
      #"{"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "paths": {\#(paths)}}"#
    ).tools.tools.map(\.name)
  }

  @Test func `TOOL-04: names are made of the id, else of method and path`() throws {
    #expect(
      try names(#""/a": {"get": {"operationId": "getThing"}}, "/b/{x}": {"delete": {}}"#)
        == ["get_thing", "delete_b_x"]
    )
  }

  @Test func `a long name is cut at a word and told apart by a digest`() throws {
    let long = "getTheVeryLongNameOfAnOperationThatNobodyWantsToType"
    let name = try #require(
      try names(#""/a": {"get": {"operationId": "\#(long)"}}"#).first
    )
    #expect(name.hasPrefix("get_the_very_long_name_of_an_"))
    #expect(name.count <= 40)
  }

  @Test func `a name that is taken leaves the first one as it is`() throws {
    let alone = try names(#""/a": {"get": {"operationId": "get_thing"}}"#)
    let both = try names(#""/a": {"get": {"operationId": "get_thing"}}, "/b": {"get": {"operationId": "getThing"}}"#)
    #expect(both.first == alone.first)
    #expect(Set(both).count == 2)
    #expect(both[1].hasPrefix("get_thing_"))
  }

  private func names(_ paths: String, behind prefix: String) throws -> [String] {
    let text = #"{"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "paths": {\#(paths)}}"#
    var names = ToolNames(reserving: try APIDocument(reading: text).operations, prefix: prefix)
    return try APIDocument(reading: text).operations.map { try names.name(of: $0) }
  }

  @Test func `TOOL-04: names of one of several documents begin with its name and have at most 40 characters`() throws {
    let long = "get_the_very_long_name_of_an_operation_that_is_given"
    let paths = #"""
      "/a": {"get": {"operationId": "getThing"}}, "/b": {"get": {"x-mcp": {"name": "own"}}},
      "/c": {"get": {"operationId": "ownThingsOfMineAndOfYours"}}, "/d": {"get": {"x-mcp": {"name": "\#(long)"}}},
      "/": {"get": {"operationId": "?"}}
      """#
    let prefix = "a_document_of_16"
    let names = try names(paths, behind: prefix)
    #expect(names.prefix(2) == ["a_document_of_16_get_thing", "a_document_of_16_own"])
    #expect(names[2].hasPrefix("a_document_of_16_own_things_of_"))
    #expect(names[3].hasPrefix("a_document_of_16_get_the_very_"))
    #expect(names[4].hasPrefix("a_document_of_16_operation_"))
    #expect(names.allSatisfy { $0.utf8.count <= 40 })
    // Another operation behind them, and another document, change none.
    #expect(try self.names(paths + #", "/z": {"get": {"operationId": "own"}}"#, behind: prefix).prefix(5) == names[...])
  }

  @Test func `a name under x-mcp is kept free, and refused if it is none`() throws {
    let paths = #"""
      "/a": {"get": {"operationId": "own"}}, "/b": {"get": {"x-mcp": {"name": "own"}}},
      "/c": {"get": {"x-mcp": {"name": "not a name"}}}, "/d": {"get": {"x-mcp": {"name": "own"}}}
      """#
    let tools = try Bench(
      #"{"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "paths": {\#(paths)}}"#
    ).tools
    #expect(tools.tools.last?.name == "own")
    #expect(tools.tools.count == 2)
    #expect(tools.diagnostics.count == 2)
  }
}
