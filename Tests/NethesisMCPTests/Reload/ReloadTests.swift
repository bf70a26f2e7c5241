import Foundation
import JSON
import NethesisMCP
import Testing
import TestSupport

/// The program while the files change that it is made of.
@Suite(.timeLimit(.minutes(5)))
struct ReloadTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func document(_ operation: String, server: String = "https://h.invalid") -> String {
    """
    openapi: 3.1.1
    info: {title: T, version: "1"}
    servers: [{url: "\(server)"}]
    paths: {/a: {get: {operationId: \(operation)}}}
    """
  }

  /// A client of 2025-11-25 that has shaken hands with a server of these arguments.
  private func client(_ arguments: [String]) throws -> RunningProgram {
    let program = try RunningProgram(["stdio", "--no-docs-tools"] + arguments, speaks: true)
    try program.send(
      #"{"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2025-11-25", "#
        + #""capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}}"#
    )
    let answer = try program.receive()
    #expect(answer["result"]?["capabilities"]?["tools"]?["listChanged"] == true)
    try program.send(#"{"jsonrpc": "2.0", "method": "notifications/initialized"}"#)
    return program
  }

  /// Waits until the lists are said to have changed, and gives the names of the tools.
  private func toolsAfterChange(_ program: RunningProgram) throws -> [String?] {
    while try program.receive()["method"] != "notifications/tools/list_changed" {}
    return try tools(program)
  }

  private func tools(_ program: RunningProgram) throws -> [String?] {
    try program.send(#"{"jsonrpc": "2.0", "id": "list", "method": "tools/list"}"#)
    while true {
      let message = try program.receive()
      guard message["id"] == "list" else { continue }
      return (message["result"]?["tools"]?.array ?? []).map { $0["name"]?.string }
    }
  }

  @Test func `TOOL-15: a good change is served, and clients are told`() async throws {
    let spec = try folder.write("api.yaml", Self.document("first"))
    let program = try client(["--spec", spec])
    #expect(try tools(program) == ["first"])
    try folder.write("api.yaml", Self.document("second"))
    #expect(try toolsAfterChange(program) == ["second"])
    let next = try folder.write("next.yaml", Self.document("third"))
    let failure = unsafe rename(next, spec)
    try #require(failure == 0)
    #expect(try toolsAfterChange(program) == ["third"])
    #expect(await program.end(by: SIGTERM) == 0)
  }

  @Test func `a bad change is said and ignored, and the next good one served`() async throws {
    let spec = try folder.write("api.yaml", Self.document("first"))
    let program = try client(["--spec", spec])
    try folder.write("api.yaml", "openapi: 9.0.0")
    let words = try program.errors(until: "\n")
    #expect(words.hasPrefix("error the change is ignored, and what was there is served on: \(spec): "))
    #expect(try tools(program) == ["first"])
    try folder.write("api.yaml", Self.document("second"))
    #expect(try toolsAfterChange(program) == ["second"])
    #expect(await program.end(by: SIGTERM) == 0)
  }

  @Test func `overlays, files beside the document and the configuration file are watched`() async throws {
    let spec = try folder.write(
      "api.yaml",
      Self.document("first").replacing("{get: {operationId: first}}", with: "{$ref: a.yaml}")
    )
    try folder.write("a.yaml", "get: {operationId: first}")
    func overlay(_ name: String) -> String {
      """
      {"overlay": "1.0.0", "info": {"title": "O", "version": "1"},
       "actions": [{"target": "$.paths['/b']", "update": {"get": {"operationId": "\(name)"}}}, {"target": "$.paths",
         "update": {"/b": {"get": {"operationId": "\(name)"}}}}]}
      """
    }
    let file = try folder.write("o.json", overlay("added"))
    let config = try folder.write("c.json", #"{"overlay": ["o.json"], "exclude": []}"#)
    let program = try client(["--spec", spec, "--config", config])
    #expect(try tools(program) == ["first", "added"])
    try folder.write("a.yaml", "get: {operationId: second}")
    #expect(try toolsAfterChange(program) == ["second", "added"])
    try folder.write("o.json", overlay("other"))
    #expect(try toolsAfterChange(program) == ["second", "other"])
    try folder.write("c.json", #"{"overlay": ["o.json"], "exclude": ["id:second"]}"#)
    #expect(try toolsAfterChange(program) == ["other"])
    #expect(file.hasSuffix("o.json"))
    #expect(await program.end(by: SIGTERM) == 0)
  }

  @Test func `of several documents, the one that has changed is served as it is now`() async throws {
    let a = try folder.write("a.yaml", Self.document("first"))
    let b = try folder.write("b.yaml", Self.document("first"))
    let program = try client(["--spec", "a=\(a)", "--spec", "b=\(b)"])
    #expect(try tools(program) == ["a_first", "b_first"])
    try folder.write("b.yaml", Self.document("second"))
    #expect(try toolsAfterChange(program) == ["a_first", "b_second"])
    // A bad change of one is told, and that one served as it was, whatever becomes of the other.
    try folder.write("b.yaml", "openapi: 9.0.0")
    let words = try program.errors(until: "document=b")
    #expect(words.contains("error the change is ignored, and what was there is served on: the document b: \(b): "))
    try folder.write("a.yaml", Self.document("third"))
    #expect(try toolsAfterChange(program) == ["a_third", "b_second"])
    try folder.write("b.yaml", Self.document("fourth"))
    #expect(try toolsAfterChange(program) == ["a_third", "b_fourth"])
    #expect(await program.end(by: SIGTERM) == 0)
  }

  @Test func `documents come and go with the configuration file`() async throws {
    try folder.write("a.yaml", Self.document("first"))
    try folder.write("b.yaml", Self.document("second"))
    let config = try folder.write("c.json", #"{"documents": {"a": {"spec": "a.yaml"}}}"#)
    let program = try client(["--config", config])
    #expect(try tools(program) == ["a_first"])
    try folder.write("c.json", #"{"documents": {"a": {"spec": "a.yaml"}, "b": {"spec": "b.yaml"}}}"#)
    #expect(try toolsAfterChange(program) == ["a_first", "b_second"])
    try folder.write("b.yaml", Self.document("third"))
    #expect(try toolsAfterChange(program) == ["a_first", "b_third"])
    try folder.write("c.json", #"{"documents": {"b": {"spec": "b.yaml"}}}"#)
    #expect(try toolsAfterChange(program) == ["b_third"])
    #expect(await program.end(by: SIGTERM) == 0)
  }

  @Test func `a call in flight finishes as it began`() async throws {
    let asked = Milestone()
    let changed = Milestone()
    let server = try ScriptedServer { connection in
      guard connection.readRequest() != nil else { return }
      asked.reach()
      changed.block()
      connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nold")
    }
    defer { server.stop() }
    let origin = "http://127.0.0.1:\(server.port)"
    let spec = try folder.write("api.yaml", Self.document("first", server: origin))
    // Other tests may keep this one waiting for longer than a call lasts by default.
    let program = try client(["--spec", spec, "--timeout", "300"])
    try program.send(#"{"jsonrpc": "2.0", "id": "call", "method": "tools/call", "params": {"name": "first"}}"#)
    await asked.wait()
    try folder.write("api.yaml", Self.document("second", server: origin))
    #expect(try toolsAfterChange(program) == ["second"])
    changed.reach()
    var answer = try program.receive()
    while answer["id"] != "call" { answer = try program.receive() }
    #expect(answer["result"]?["content"]?.array?.first?["text"] == "old")
    #expect(await program.end(by: SIGTERM) == 0)
  }

  @Test func `what is built in does not change`() async throws {
    let program = try RunningProgram(["stdio"], speaks: true)
    try program.send(
      #"{"jsonrpc": "2.0", "id": 0, "method": "server/discover", "params": {"_meta": {"#
        + #""io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}}}}"#
    )
    let capabilities = try program.receive()["result"]?["capabilities"]
    #expect(capabilities?["tools"] == [:])
    #expect(await program.end(by: SIGTERM) == 0)
  }
}
