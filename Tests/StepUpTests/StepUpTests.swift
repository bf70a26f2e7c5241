import APITools
import JSON
import MCP
import Testing

@testable import StepUp

struct StepUpTests {
  private let time = ManualTime()
  private let stepUp: StepUp
  private static let authority = "127.0.0.1:1234"

  init() {
    stepUp = StepUp(clock: time, now: { [time] in time.now })
    stepUp.listening.begin("http://\(Self.authority)")
  }

  private func link(_ answer: ApprovalAnswer) -> ApprovalLink? {
    if case .waiting(let link, _) = answer { link } else { nil }
  }

  private func ask(_ asked: Asked, _ arguments: JSONObject = ["name": "n", "mode": "read"]) async -> ApprovalAnswer {
    await stepUp.answer(asked.request(arguments), .unheard)
  }

  private func path(_ link: ApprovalLink) -> String { String(link.url.dropFirst("http://\(Self.authority)".count)) }

  /// What the browser of a person sends.
  private func form(_ link: ApprovalLink, _ change: (inout PageRequest) -> Void = { _ in }) async -> PageAnswer {
    let token = stepUp.ceremonies[String(link.url.suffix(32))]?.formToken ?? ""
    var request = PageRequest(
      method: "POST",
      path: path(link),
      host: Self.authority,
      origin: "null",
      site: "same-origin",
      contentType: "application/x-www-form-urlencoded",
      body: Array("form=\(token)&secret-password=p&decision=approve".utf8)
    )
    change(&request)
    return await stepUp.answer(request, at: Self.authority)
  }

  @Test func `the same call leads to the same page, however it is written, and another one to another`() async throws {
    let asked = Asked(Asked.done)
    let first = try #require(link(await ask(asked)))
    #expect(first.url.wholeMatch(of: #/http://127\.0\.0\.1:1234/step-up/[0-9a-f]{8}/[0-9a-f]{32}/#) != nil)
    #expect(first.expiresAt.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/#) != nil)
    #expect(link(await ask(asked, ["mode": "read", "name": "n"])) == first)
    #expect(link(await ask(asked, ["mode": "write", "name": "n"])) != first)
    let other = asked.request(["name": "n", "mode": "read"], tool: "revoke_api_key")
    #expect(link(await stepUp.answer(other, .unheard)).map { $0 != first } == true)
    #expect(asked.given.isEmpty)
  }

  @Test func `what came of a page is the answer to the next call, and is repeated`() async throws {
    let asked = Asked(Asked.done)
    let link = try #require(link(await ask(asked)))
    #expect(await form(link).text.contains("myk_"))
    for _ in 0..<2 {
      guard case .finished(let result) = await ask(asked) else {
        Issue.record("it is not finished")
        return
      }
      #expect(!result.isError)
    }
    #expect(await form(link).text.contains("not shown again"))
    #expect(asked.given.count == 1)
    time.advance(by: .seconds(601))
    #expect(self.link(await ask(asked)).map { $0.url != link.url } == true)
  }

  @Test func `nobody but the sender of the password sees the secrets, in whatever form they ask`() async throws {
    let gate = Gate()
    let revocation = Revocation(subject: "key 1") { nil }
    let done = ApprovedCall(.done, result: Asked.done.result, secrets: Asked.done.secrets, revocation: revocation)
    let asked = Asked(done, gate: gate)
    let link = try #require(link(await ask(asked)))
    let token = try #require(stepUp.ceremonies[String(link.url.suffix(32))]?.formToken)
    let requests: [@Sendable (inout PageRequest) -> Void] = [
      { _ in },  // The same form, the right password in it.
      { $0.body = Array("form=\(token)&secret-password=q".utf8) },
      { $0.body = Array("form=\(token)&decision=revoke".utf8) },
      { $0.body = Array("form=\(token)&decision=decline".utf8) },
      { $0.method = "GET" }, { $0.method = "HEAD" },
      { ($0.origin, $0.site, $0.accept) = (nil, nil, "application/json") },
    ]
    async let first = form(link)
    await gate.arrival()
    let others = requests.map { request in Task.immediate { [self] in await form(link, request) } }
    gate.open()
    for other in others {
      let answer = await other.value
      #expect(answer.status == 200 && !answer.text.contains("myk_"))
    }
    #expect(await first.text.contains("myk_"))
    for request in requests { #expect(await !form(link, request).text.contains("myk_")) }
    #expect(asked.given.count == 1)
  }

  @Test func `a call that is the same as an earlier one says of which`() async throws {
    let asked = Asked(Asked.done)
    func ask(_ call: String) async -> ApprovalAnswer {
      await stepUp.answer(asked.request(["name": "n"], call: call), .unheard)
    }
    let link = try #require(link(await ask("c1")))
    #expect(asked.joined.isEmpty)
    _ = await ask("c2")
    _ = await form(link)
    _ = await ask("c3")
    #expect(asked.joined == ["c2 c1", "c3 c1"])
  }

  @Test func `one caller has so many pages and no more, and keeps nobody else out`() async throws {
    var options = StepUp.Options()
    (options.maximumCount, options.maximumCountOfCaller) = (5, 2)
    let stepUp = StepUp(options: options, clock: time, now: { [time] in time.now })
    stepUp.listening.begin("http://\(Self.authority)")
    func ask(_ name: String, _ caller: String?) async -> String? {
      switch await stepUp.answer(Asked(Asked.done).request(["name": .string(name)]), .unheard(of: caller)) {
      case .refused(let words): words
      default: nil
      }
    }
    for _ in 0..<2 { for name in ["1", "2"] { #expect(await ask(name, "alice") == nil) } }
    #expect(await ask("3", "alice")?.contains("2 calls of yours") == true)
    #expect(await ask("1", "bob") == nil)
    for _ in 0..<2 { #expect(await ask("1", nil) == nil) }
    #expect(await ask("2", "bob")?.contains("too many calls wait") == true)
    #expect(await ask("1", "bob") == nil)
    time.advance(by: .seconds(601))
    #expect(await ask("3", "alice") == nil)
  }

  @Test func `reading a page does nothing`() async throws {
    let asked = Asked(Asked.done)
    let link = try #require(link(await ask(asked)))
    for method in ["GET", "HEAD", "GET"] {
      let answer = await form(link) { $0.method = method }
      #expect(answer.status == 200)
      #expect(answer.text.contains("<form"))
    }
    #expect(asked.given.isEmpty)
  }

  private static let foreignRequests: [(Int, @Sendable (inout PageRequest) -> Void)] = [
    (403, { $0.site = "cross-site" }), (403, { $0.site = "same-site" }), (403, { $0.origin = "http://evil.example" }),
    (403, { $0.contentType = "text/plain" }), (403, { $0.body = Array("form=guessed&secret-password=p".utf8) }),
    (413, { $0.body = nil }), (421, { $0.host = "evil.example:1234" }), (405, { $0.method = "PUT" }),
    (404, { $0.path += "0" }), (404, { $0.path = "/step-up/00000000/\($0.path.suffix(32))" }), (404, { $0.path = "/" }),
  ]

  @Test(arguments: foreignRequests)
  func `what the page itself did not send is refused`(
    status: Int,
    change: @Sendable (inout PageRequest) -> Void
  ) async throws {
    let asked = Asked(Asked.done)
    let link = try #require(link(await ask(asked)))
    #expect(await form(link, change).status == status)
    #expect(asked.given.isEmpty)
  }

  @Test func `a page is neither kept nor framed nor told to others`() async throws {
    let link = try #require(link(await ask(Asked(Asked.done))))
    let answer = await form(link)
    let headers = Dictionary(answer.headers) { first, _ in first }
    #expect(headers["Cache-Control"] == "no-store")
    #expect(headers["Referrer-Policy"] == "no-referrer")
    #expect(headers["X-Frame-Options"] == "DENY")
    let policy = try #require(headers["Content-Security-Policy"])
    #expect(policy.hasPrefix("default-src 'none'; "))
    for rule in ["frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] { #expect(policy.contains(rule)) }
    #expect(!policy.contains("unsafe"))
    #expect(answer.text.firstMatch(of: #/https?:\/\/(?!api\.example)/#) == nil)
  }

  @Test func `who declines is believed`() async throws {
    let asked = Asked(Asked.done)
    let link = try #require(link(await ask(asked)))
    let token = try #require(stepUp.ceremonies[String(link.url.suffix(32))]?.formToken)
    let answer = await form(link) { $0.body = Array("form=\(token)&decision=decline".utf8) }
    #expect(answer.text.contains("Declined"))
    guard case .finished(let result) = await ask(asked) else {
      Issue.record("it is not finished")
      return
    }
    #expect(result.isError)
    #expect(asked.given.isEmpty)
  }

  /// What a program sends that does what the page would.
  private func program(
    _ link: ApprovalLink,
    _ change: (inout PageRequest) -> Void = { _ in }
  ) async throws -> JSONObject {
    let answer = await form(link) { request in
      (request.origin, request.site, request.accept) = (nil, nil, "application/json")
      change(&request)
    }
    return try #require(JSONParser.parse(Array(answer.text.utf8)).object)
  }

  @Test func `a program reads the same page as JSON, and sends the same form`() async throws {
    let asked = Asked(Asked.refused, Asked.done)
    let link = try #require(link(await ask(asked)))
    let page = try await program(link) { $0.method = "GET" }
    #expect(page["state"] == "waiting")
    #expect(page["form"]?.string == stepUp.ceremonies[String(link.url.suffix(32))]?.formToken)
    #expect(asked.given.isEmpty)
    let refused = try await program(link)
    #expect(refused["problem"]?["attempts_left"] == 2)
    let done = try await program(link)
    #expect(done["secrets"] == [["name": "token", "text": .string(Asked.token)]])
    let after = try await program(link) { $0.method = "GET" }
    #expect(after["state"] == "done" && !after.contains("secrets") && !after.contains("form"))
    #expect(asked.given.count == 2)
  }

  @Test(arguments: foreignRequests)
  func `JSON opens nothing that the page keeps shut`(
    status: Int,
    change: @Sendable (inout PageRequest) -> Void
  ) async throws {
    let asked = Asked(Asked.done)
    let link = try #require(link(await ask(asked)))
    let answer = await form(link) { request in
      (request.origin, request.site, request.accept) = (nil, nil, "application/json")
      change(&request)
    }
    #expect(answer.status == status)
    #expect(!answer.text.contains("myk_"))
    #expect(asked.given.isEmpty)
  }

  @Test(
    arguments: [
      ("application/json", nil, nil, true), ("application/json;q=1, text/plain", nil, nil, true),
      ("text/html,application/json", nil, nil, false), ("*/*", nil, nil, false), (nil, nil, nil, false),
      // A browser says of itself that it is one.
      ("application/json", "same-origin", nil, false), ("application/json", nil, "http://127.0.0.1:1234", false),
    ] as [(String?, String?, String?, Bool)]
  )
  func `only what is no browser gets JSON`(accept: String?, site: String?, origin: String?, isJSON: Bool) async throws {
    let link = try #require(link(await ask(Asked(Asked.done))))
    let answer = await form(link) { request in
      request.method = "GET"
      (request.origin, request.site, request.accept) = (origin, site, accept)
    }
    let headers = Dictionary(answer.headers) { first, _ in first }
    #expect((headers["Content-Type"] == "application/json") == isJSON)
    #expect(answer.text.hasPrefix("{") == isJSON)
    #expect(headers["Cache-Control"] == "no-store" && headers["X-Content-Type-Options"] == "nosniff")
  }
}
