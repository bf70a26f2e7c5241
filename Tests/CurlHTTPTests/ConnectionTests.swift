import HTTPTypes
import TestSupport
import Testing

@testable import CurlHTTP

@Suite(.timeLimit(.minutes(5)))
struct ConnectionTests {
  @Test func `requests one after the other share a connection`() async throws {
    try await withServer({ $0.answerAll(okAnswer) }) { server in
      try await withClient { client in
        for _ in 0..<50 { _ = try await client.send(server.request(.post), body: [1]) }
      }
      #expect(server.connectionCount == 1)
      #expect(server.requests.count == 50)
    }
  }

  @Test(arguments: [(width: 16, connections: 16), (width: 64, connections: 4)])
  func `requests at the same time share few connections`(width: Int, connections: Int) async throws {
    var options = HTTPClient.Options()
    options.maximumConnectionsPerHost = connections
    try await withServer({ $0.answerAll(okAnswer) }) { server in
      try await withClient(options) { client in
        try await withThrowingDiscardingTaskGroup { group in
          for _ in 0..<width {
            group.addTask {
              for _ in 0..<(208 / width + 1) { _ = try await client.send(server.request()) }
            }
          }
        }
      }
      #expect(server.connectionCount <= connections)
      #expect(server.requests.count >= 200)
    }
  }

  @Test func `a handle is used again though more requests are under way than there are connections`() async throws {
    var options = HTTPClient.Options()
    options.maximumConnectionsPerHost = 1
    try await withServer({ $0.answerAll(okAnswer) }) { server in
      try await withClient(options) { client in
        try await withThrowingDiscardingTaskGroup { group in
          for _ in 0..<8 { group.addTask { _ = try await client.send(server.request()) } }
        }
        let handles = await client.idleCount
        #expect(handles > 1)
        _ = try await client.send(server.request())
        #expect(await client.idleCount == handles)
      }
    }
  }

  /// A server that answers the first request of its first connection and closes it at the second, which it has read.
  func afterLostAnswer<R: Sendable>(_ body: (HTTPClient, ScriptedServer) async throws -> R) async throws -> R {
    try await withServer({ connection in
      guard connection.number == 1 else { return connection.answerAll(okAnswer) }
      connection.readRequest()
      connection.send(okAnswer)
      connection.readRequest()
    }) { server in
      try await withClient { client in
        _ = try await client.send(server.request(.get, "/first"))
        return try await body(client, server)
      }
    }
  }

  @Test(arguments: [HTTPRequest.Method.post, .patch, .put, .delete], [[], [1, 2, 3]] as [[UInt8]])
  func `a request that may change something is never sent twice`(method: HTTPRequest.Method, body: [UInt8]) async throws
  {
    try await afterLostAnswer { client, server in
      #expect(await client.error(server.request(method, "/second"), body: body) == .reset(wasSent: true))
      #expect(server.requestTexts.count { $0.hasPrefix("\(method.rawValue) /second") } == 1)
    }
  }

  @Test func `a request that changes nothing is sent again when a used connection is lost`() async throws {
    try await afterLostAnswer { client, server in
      let answer = try await client.send(server.request(.get, "/second"))
      #expect(answer.text == "ok")
      #expect(server.requestTexts.count { $0.hasPrefix("GET /second") } == 2)
    }
  }

  @Test func `a connection that the server closed in between is not used`() async throws {
    let closed = Milestone()
    try await withServer({ connection in
      guard connection.readRequest() != nil else { return }
      connection.send(okAnswer)
      guard connection.number == 1 else { return }
      connection.close()
      closed.reach()
    }) { server in
      try await withClient { client in
        _ = try await client.send(server.request(.post))
        await closed.wait()
        let answer = try await client.send(server.request(.post))
        #expect(answer.text == "ok")
      }
      #expect(server.requests.count == 2)
    }
  }

  @Test func `a request that is lost with a new connection is not sent again`() async throws {
    try await withServer({ $0.readRequest() }) { server in
      await withClient { client in
        #expect(await client.error(server.request(.get)) == .reset(wasSent: true))
      }
      #expect(server.requests.count == 1)
    }
  }

  @Test func `closing cancels what is under way and closes the connections`() async throws {
    let arrived = Milestone()
    let closed = Milestone()
    try await withServer({ connection in
      connection.readRequest()
      arrived.reach()
      connection.waitForClose()
      closed.reach()
    }) { server in
      await withClient { client in
        async let error = client.error(server.request())
        await arrived.wait()
        await client.close()
        #expect(await error == .cancelled)
        await closed.wait()
        #expect(await client.error(server.request()) == .cancelled)
        await client.close()
      }
    }
  }
}

extension HTTPClient {
  fileprivate var idleCount: Int { idleHandles.count }
}
