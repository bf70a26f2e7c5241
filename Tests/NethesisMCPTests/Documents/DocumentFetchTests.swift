import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct DocumentFetchTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static func answer(_ body: String, status: String = "200 OK", _ fields: String = "") -> String {
    "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)"
  }

  private static func document(_ rest: String = "") -> String {
    """
    openapi: 3.1.1
    info: {title: T, version: "1"}
    \(rest)
    paths: {/a: {get: {operationId: fetched}}}
    """
  }

  /// What the program says when a server gives one answer to all.
  private func outcome(
    _ answer: String,
    _ arguments: [String] = ["tools"],
    environment: [String: String] = [:]
  ) async throws -> (BuiltProgram.Outcome, ScriptedServer) {
    let server = try ScriptedServer { $0.answerAll(answer) }
    defer { server.stop() }
    let spec = ["--spec", "http://127.0.0.1:\(server.port)/docs/api.yaml?v=1"]
    return (try await BuiltProgram.run(arguments + spec, environment: environment, folder: folder), server)
  }

  @Test func `a document of this machine is fetched by http, once and without credentials`() async throws {
    let (outcome, server) = try await outcome(
      Self.answer(Self.document("servers: [{url: ../v1}]")),
      environment: ["NETHESIS_MCP_TOKEN": "secret"]
    )
    #expect(!outcome.errors.contains("Error"))
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("fetched"))
    let requests = server.requests.map { String(decoding: $0, as: UTF8.self) }
    #expect(requests.count == 1)
    #expect(requests.first?.hasPrefix("GET /docs/api.yaml?v=1 HTTP/1.1\r\n") == true)
    #expect(requests.first?.contains("secret") == false)
  }

  @Test(arguments: [
    (
      answer("", status: "302 Found", "Location: https://elsewhere.example/api.yaml\r\n"),
      "this redirects to https://elsewhere.example/api.yaml, and no redirect is followed"
    ),
    (answer("no", status: "404 Not Found"), "answers 404"),
    ("HTTP/1.1 200 OK\r\nContent-Length: 33554433\r\n\r\n", "has more than the 33554432 bytes allowed"),
    (answer("{}"), "The document has no \"openapi\" member"),
  ])
  func `what is no document is said`(answer: String, words: String) async throws {
    let (outcome, _) = try await outcome(answer)
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("/docs/api.yaml: "))
    #expect(outcome.errors.contains(words))
    #expect(!outcome.errors.contains("v=1"))
  }

  @Test func `a document from the network cannot send credentials to another host by itself`() async throws {
    let answer = Self.answer(Self.document("servers: [{url: 'https://thief.example'}]"))
    let environment = ["NETHESIS_MCP_TOKEN": "secret"]
    let (refused, _) = try await outcome(answer, environment: environment)
    #expect(refused.code == 2)
    #expect(
      refused.errors.contains("credentials shown to https://thief.example; if that is right, say it with --backend")
    )
    let (named, _) = try await outcome(
      answer,
      ["tools", "--backend", "https://thief.example"],
      environment: environment
    )
    #expect(named.code == 0)
    let (without, _) = try await outcome(answer)
    #expect(without.code == 0)
  }

  @Test func `references of a document from the network lead to no file`() async throws {
    let document = """
      {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "servers": [{"url": "/"}],
       "paths": {"/a": {"$ref": "/etc/passwd"}, "/b": {"get": {"operationId": "fetched"}}}}
      """
    let (outcome, server) = try await outcome(Self.answer(document), ["lint"])
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("/paths/~1a"))
    #expect(server.requests.count == 1)
  }
}
