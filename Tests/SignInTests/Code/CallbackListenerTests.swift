import Synchronization
import TestSupport
import Testing

@testable import SignIn

@Suite struct CallbackListenerTests {
  /// Runs a sign-in against a browser that is a closure, and returns the code as the result.
  private func signIn(
    port: Int = 0,
    lifetime: SignInTime? = nil,
    redeem: @escaping @Sendable (AuthorizationCode) async throws(SignInError) -> String = { code in code.secret },
    browser: @escaping @Sendable (_ port: Int, _ query: String) async throws -> Void
  ) async throws(SignInError) -> String {
    // The time for it is over when the browser has done all that it does: no test waits in vain.
    let (untilDone, done) = AsyncStream<Never>.makeStream()
    let waits = SignInTime(now: { Moment(milliseconds: 0) }) { _ in
      for await _ in untilDone {}
      try Task.checkCancellation()
    }
    return try await CallbackListener(port: port, time: lifetime ?? waits).signIn(
      request: { uri throws(SignInError) in
        try AuthorizationRequest(
          try SessionBench.provider(),
          client: SessionBench.client,
          redirectURI: uri,
          scopes: ["openid"]
        )
      },
      open: { attempt in
        let port = Int(attempt.redirectURI.split(separator: ":")[2].prefix { $0.isNumber }) ?? 0
        let query = "code=the-code&state=\(attempt.state)&iss=https%3A%2F%2Fid.example%2Foidc"
        // The client blocks, but the listener runs on a thread of its own.
        do { try await browser(port, query) } catch { Issue.record(error) }
        done.finish()
      },
      redeem: { code, _ throws(SignInError) in try await redeem(code) }
    )
  }

  private static func get(
    _ target: String,
    _ port: Int,
    host: String? = nil,
    method: String = "GET"
  ) throws -> (head: String, body: String) {
    let client = try RawClient(port: port)
    client.send("\(method) \(target) HTTP/1.1\r\nHost: \(host ?? "127.0.0.1:\(port)")\r\n\r\n")
    return try client.readAnswer()
  }

  @Test func `the right redirect gives the code, after all others changed nothing`() async throws {
    let code = try await signIn { port, query in
      #expect(try Self.get("/callback?error=access_denied", port).head.hasPrefix("HTTP/1.1 400"))
      #expect(try Self.get("/callback?code=x&state=wrong", port).head.hasPrefix("HTTP/1.1 400"))
      #expect(try Self.get("/callback", port).head.hasPrefix("HTTP/1.1 400"))
      #expect(try Self.get("/other?\(query)", port).head.hasPrefix("HTTP/1.1 404"))
      #expect(try Self.get("/callback/?\(query)", port).head.hasPrefix("HTTP/1.1 404"))
      #expect(try Self.get("/favicon.ico", port).head.hasPrefix("HTTP/1.1 404"))
      #expect(try Self.get("/callback?\(query)", port, host: "evil.example").head.hasPrefix("HTTP/1.1 421"))
      #expect(try Self.get("/callback?\(query)", port, host: "localhost:\(port)").head.hasPrefix("HTTP/1.1 421"))
      #expect(try Self.get("/callback?\(query)", port, method: "DELETE").head.hasPrefix("HTTP/1.1 405"))
      let page = try Self.get("/callback?\(query)", port)
      #expect(page.head.hasPrefix("HTTP/1.1 200"))
      #expect(page.body.contains("go back to the terminal"))
      #expect(page.head.lowercased().contains("cache-control: no-store"))
      #expect(page.head.lowercased().contains("referrer-policy: no-referrer"))
      #expect(!page.body.contains("the-code"))
    }
    #expect(code == "the-code")
  }

  @Test func `the page says it when the sign-in failed after the redirect, without the code`() async throws {
    let refusal = SignInError(.refused(code: "invalid_grant"), "The provider refused: invalid_grant.")
    let error = await #expect(throws: SignInError.self) {
      try await signIn(redeem: { _ throws(SignInError) in throw refusal }) { port, query in
        let page = try Self.get("/callback?\(query)", port)
        #expect(page.head.hasPrefix("HTTP/1.1 400"))
        #expect(page.body.contains("invalid_grant"))
      }
    }
    #expect(error == refusal)
  }

  @Test func `a second redirect with the right state is refused while the first is worked on`() async throws {
    let isTaken = Milestone()
    let isSeen = Milestone()
    let code = try await signIn(redeem: { code throws(SignInError) in
      isTaken.reach()
      await isSeen.wait()
      return code.secret
    }) { port, query in
      let first = try RawClient(port: port)
      first.send("GET /callback?\(query) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n")
      await isTaken.wait()
      #expect(try Self.get("/callback?\(query)", port).head.hasPrefix("HTTP/1.1 400"))
      isSeen.reach()
      #expect(try first.readAnswer().head.hasPrefix("HTTP/1.1 200"))
    }
    #expect(code == "the-code")
  }

  @Test func `nothing listens after the sign-in`() async throws {
    // A port that was free long ago may be somebody else's by now: this one was given back a moment ago.
    let first = Mutex(0)
    _ = try await signIn { port, query in
      first.withLock { $0 = port }
      _ = try Self.get("/callback?\(query)", port)
    }
    let given = first.withLock { $0 }
    _ = try await signIn(port: given) { port, query in
      #expect(port == given)
      _ = try Self.get("/callback?\(query)", port)
    }
    #expect(throws: RawClient.Failure.self) { try RawClient(port: given) }
  }

  @Test func `a given port that is busy is an error that names it`() async throws {
    _ = try await signIn { port, query in
      let error = await #expect(throws: SignInError.self) { try await signIn(port: port) { _, _ in } }
      #expect(error?.kind == .configuration)
      #expect(error?.sentence.contains("\(port)") ?? false)
      _ = try Self.get("/callback?\(query)", port)
    }
  }

  @Test func `the time for it ends`() async throws {
    let error = await #expect(throws: SignInError.self) {
      try await signIn(lifetime: TestTime().time) { _, _ in }
    }
    #expect(error?.kind == .expired)
  }

  @Test func `cancelling ends it`() async throws {
    let isOpen = Milestone()
    let endless = SignInTime(now: { Moment(milliseconds: 0) }) { _ in
      for await _ in AsyncStream<Never>.makeStream().stream {}
      try Task.checkCancellation()
    }
    let task = Task { try await signIn(lifetime: endless) { _, _ in isOpen.reach() } }
    await isOpen.wait()
    task.cancel()
    await #expect(throws: SignInError.cancelled) { try await task.value }
  }
}
