@testable import Calls
import JSON
import MCP
import Testing

@testable import StepUp

struct StepUpTests {
  private let time = ManualTime()
  private let stepUp: StepUp
  private static let authority = "127.0.0.1:1234"

  init() {
    stepUp = StepUp(carrier: AskedCarrier(), clock: time, now: { [time] in time.now })
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
    let token = stepUp.approvals[String(link.url.suffix(32))]?.formToken ?? ""
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
    let revocation = Revocation(subject: "key 1", operation: "DELETE /keys/{id}", arguments: ["id": 1])
    let done = ApprovedCall(.done, result: Asked.done.result, secrets: Asked.done.secrets, revocation: revocation)
    let asked = Asked(done, gate: gate)
    let link = try #require(link(await ask(asked)))
    let token = try #require(stepUp.approvals[String(link.url.suffix(32))]?.formToken)
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

  @Test func `a request that was written down is asked and carried out by another service`() async throws {
    let asked = Asked(Asked.done)
    let written = asked.request().json.json
    let read = try #require(ApprovalRequest(try JSONParser.parse(written), confidential: nil))
    #expect(read == asked.request())
    let link = try #require(link(await stepUp.answer(read, .unheard)))
    #expect(await form(link).text.contains("myk_"))
    #expect(asked.given == [["password": "p"]])
  }

  /// A server of pages within bounds.
  private func bounded(_ change: (inout StepUp.Options) -> Void) -> StepUp {
    var options = StepUp.Options()
    change(&options)
    let stepUp = StepUp(carrier: AskedCarrier(), options: options, clock: time, now: { [time] in time.now })
    stepUp.listening.begin("http://\(Self.authority)")
    return stepUp
  }

  /// Asks for a page as a caller of a party, and gives its link, or why there is none.
  private func ask(
    _ stepUp: StepUp,
    _ name: String,
    _ caller: String?,
    of party: String = ""
  ) async -> (link: ApprovalLink?, words: String?) {
    // So that each is older than the next.
    time.advance(by: .milliseconds(1))
    let request = Asked(Asked.done).request(["name": .string(name)])
    switch await stepUp.answer(request, .unheard(of: caller, party: party)) {
    case .refused(let words): return (nil, words)
    case .waiting(let link, _): return (link, nil)
    case .finished(let result): return (nil, "finished: \(result.content)")
    case .asking: return (nil, nil)
    }
  }

  /// Looks at a page as a browser does.
  private func status(_ stepUp: StepUp, _ link: ApprovalLink?) async -> Int? {
    guard let link else { return nil }
    return await stepUp.answer(PageRequest(path: path(link), host: Self.authority), at: Self.authority).status
  }

  @Test func `the oldest page of a party that nobody has opened makes room, and an opened one stays`() async throws {
    let stepUp = bounded { ($0.maximumCount, $0.maximumCountOfParty) = (5, 2) }
    let opened = await ask(stepUp, "1", "alice").link
    #expect(await status(stepUp, opened) == 200)
    let unopened = await ask(stepUp, "2", "alice").link
    let bobs = await ask(stepUp, "1", "bob").link
    let newest = await ask(stepUp, "3", "alice").link
    #expect(await status(stepUp, unopened) == 404)
    #expect(await status(stepUp, opened) == 200)
    #expect(await status(stepUp, newest) == 200)
    #expect(await ask(stepUp, "4", "alice").words?.contains("2 pages already") == true)
    #expect(await status(stepUp, bobs) == 200)
    time.advance(by: .seconds(601))
    #expect(await ask(stepUp, "4", "alice").link != nil)
  }

  @Test func `a page on which nobody can decide any more is reported once, with the reason`() async throws {
    let stepUp = bounded { ($0.maximumCount, $0.maximumCountOfParty) = (5, 1) }
    let asked = [Asked(Asked.done), Asked(Asked.done), Asked(Asked.done)]
    for (number, asked) in asked.enumerated() {
      time.advance(by: .milliseconds(1))
      _ = await stepUp.answer(asked.request(["name": .string("\(number)")]), .unheard(of: "alice"))
    }
    #expect(asked.map(\.expired.count) == [1, 1, 0])
    #expect(asked[0].expired == ["Nobody had opened the page when newer ones needed its place."])
    time.advance(by: .seconds(601))
    for name in ["2", "3"] {
      _ = await stepUp.answer(Asked(Asked.done).request(["name": .string(name)]), .unheard(of: "alice"))
    }
    #expect(asked[2].expired == ["Nobody decided on the page in time."])
  }

  @Test func `when all are full, the oldest page that nobody has opened makes room`() async throws {
    let stepUp = bounded { ($0.maximumCount, $0.maximumCountOfParty) = (3, 2) }
    let first = await ask(stepUp, "1", nil, of: "user 1").link
    let others = [await ask(stepUp, "1", nil, of: "user 1").link, await ask(stepUp, "1", "bob").link]
    let newest = await ask(stepUp, "2", "bob").link
    #expect(await status(stepUp, first) == 404)
    for link in others + [newest] { #expect(await status(stepUp, link) == 200) }
    #expect(await ask(stepUp, "1", "carol").words?.contains("too many calls wait") == true)
  }

  @Test func `callers without a name share the bounds of where they come from`() async throws {
    let stepUp = bounded { $0.maximumCountOfParty = 1 }
    let links = [await ask(stepUp, "1", nil, of: "user 1").link, await ask(stepUp, "1", "session", of: "user 1").link]
    #expect(await status(stepUp, links[0]) == 404)
    #expect(await status(stepUp, links[1]) == 200)
    #expect(await ask(stepUp, "1", nil, of: "user 1").words?.contains("1 pages already") == true)
    #expect(await ask(stepUp, "1", nil, of: "user 2").link != nil)
  }

  @Test func `pages are bounded by their bytes, in all and of a party`() async throws {
    let stepUp = bounded { ($0.maximumBytes, $0.maximumBytesOfParty) = (10 << 20, 4 << 20) }
    let large = String(repeating: "a", count: 3 << 20)
    let first = await ask(stepUp, large, "alice").link
    let second = await ask(stepUp, large + "b", "alice").link
    #expect(await status(stepUp, first) == 404)
    let bobs = await ask(stepUp, large, "bob").link
    let carols = await ask(stepUp, large, "carol").link
    let daves = await ask(stepUp, large, "dave").link
    #expect(await status(stepUp, second) == 404)
    for link in [bobs, carols, daves] { #expect(await status(stepUp, link) == 200) }
    #expect(await ask(stepUp, large, "erin").words?.contains("too many calls wait") == true)
    #expect(await ask(stepUp, large + large, "alice").words?.contains("too long") == true)
  }

  @Test func `who waits for a page that made room hears it`() async throws {
    let asked = Asked(Asked.done)
    let stepUp = bounded { $0.maximumCountOfParty = 1 }
    let first = try #require(await ask(stepUp, "1", "alice").link)
    let approval = try #require(stepUp.approvals[String(first.url.suffix(32))])
    async let waiting: Void = approval.wait(atMost: .seconds(45), on: StoppedClock())
    _ = await ask(stepUp, "2", "alice")
    await waiting
    #expect(approval.result?.isError == true)
    #expect(await approval.submit(["password": "p"]).secrets.isEmpty)
    #expect(asked.given.isEmpty)
  }

  @Test func `a size counts what is inside, however deep it is`() {
    var deep = JSONValue.string("a")
    for _ in 0..<1000 { deep = .array([deep, 1]) }
    #expect(deep.size > 2000 * 48)
    #expect(JSONValue.object(["name": .string(String(repeating: "a", count: 1000))]).size > 1000)
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
    let token = try #require(stepUp.approvals[String(link.url.suffix(32))]?.formToken)
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
    #expect(page["form"]?.string == stepUp.approvals[String(link.url.suffix(32))]?.formToken)
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
