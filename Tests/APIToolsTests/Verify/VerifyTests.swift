@testable import Calls
import HTTPTypes
import JSON
import MCP
import OpenAPI
@testable import Operations
import Schemas
import Synchronization
import Testing
@testable import TextCoding

@testable import APITools

/// What is found out before a person is asked for the secrets of a call, and while the person thinks.
struct VerifyTests {
  private static let arguments: JSONObject = ["name": "Nightly", "mode": "read"]
  /// It is 2026-11-25T09:00:00Z.
  private static let now = 1_795_597_200

  /// A person who types the right thing once it is worth it.
  private final class Person: CarriedApproval {
    let operations = ServedOperations()
    let asked = Mutex<ApprovalRequest?>(nil)
    let prepared = Mutex<[ApprovalPreparation]>([])
    let calls = Mutex<[ApprovedCall]>([])
    /// How often the person sends the page.
    let tries: Int

    init(tries: Int) { self.tries = tries }

    func answer(_ request: ApprovalRequest, _ context: RequestContext) async -> ApprovalAnswer {
      asked.withLock { $0 = request }
      let carried = CarriedRequest(request, by: operations)
      let preparation = await carried.prepare()
      prepared.withLock { $0.append(preparation) }
      if case .refused(let words) = preparation { return .refused(words) }
      for number in 0..<tries {
        let call = await carried.perform(["password": "S3cr3t-Passw0rd!\(number)"])
        calls.withLock { $0.append(call) }
      }
      return calls.withLock { $0.last }.map { .finished($0.result) }
        ?? .waiting(ApprovalLink(url: "http://127.0.0.1:1/", expiresAt: "", notice: notice(preparation)), .callAgain)
    }

    private func notice(_ preparation: ApprovalPreparation) -> String? {
      if case .ask(let notice, _) = preparation { notice?.words } else { nil }
    }

    var notice: String? { prepared.withLock { $0.first }.flatMap(notice) }
  }

  private static func key(
    _ id: String = "1",
    name: String = "Nightly",
    created: String = "2026-11-25T08:55:00.123456Z",
    expires: String = "2027-02-01T00:00:00Z",
    revoked: String = "null"
  ) -> String {
    #"{"id":"\#(id)","name":"\#(name)","created_at":"\#(created)","expires_at":"\#(expires)","revoked_at":\#(revoked)}"#
  }

  private static func list(_ keys: String...) -> String { #"{"data":{"api_keys":[\#(keys.joined(separator: ","))]}}"# }

  private func bench(
    _ person: Person,
    _ backend: StubBackend,
    token: String = "session-token-of-mario",
    attempts: SecretAttempts = SecretAttempts()
  ) throws -> Bench {
    var options = APITools.Options()
    options.secrets = .auto
    options.approval = person
    options.attempts = attempts
    options.now = { Self.now }
    // No time passes during a call, however busy the machine is.
    options.instant = { [start = ContinuousClock.now] in start }
    return try Bench(backend: backend, credentials: StubCredentials(value: .success(token)), options: options)
  }

  private func backend(_ lists: String..., status: Int = 200) -> StubBackend {
    let backend = StubBackend(201, body: #"{"data":{"id":"9","name":"Nightly","token":"myk_0123456789.abcdef"}}"#)
    for list in lists { backend.answer(.get, status, list) }
    return backend
  }

  private func methods(_ bench: Bench) -> [String] { bench.backend.asked.map(\.request.method.rawValue) }

  @Test func `nobody is asked where five are active, and those that have ended are not counted`() async throws {
    let active = (1...5).map { Self.key("\($0)", name: "other", created: "2026-11-01T00:00:00Z") }
    let full = try bench(Person(tries: 1), backend(Self.list(active[0], active[1], active[2], active[3], active[4])))
    let failure = try #require(await full.failure("create_api_key", Self.arguments))
    #expect(failure == "Nothing was sent. " + Self.limitWords)
    #expect(methods(full) == ["GET"])
    let ended = [
      Self.key("6", name: "other", created: "2025-11-01T00:00:00Z", expires: "2026-11-25T10:00:00+01:00"),
      Self.key("7", name: "other", created: "2026-11-01T00:00:00Z", revoked: #""2026-11-02T00:00:00Z""#),
    ]
    let person = Person(tries: 0)
    let free = try bench(person, backend(Self.list(ended[0], ended[1], active[2], active[3], active[4], active[0])))
    #expect(await free.call("create_api_key", Self.arguments)["isError"] == false)
    #expect(person.notice == nil)
  }

  private static let limitWords =
    "There are five active keys already, and no more are allowed. Use list_api_keys to see them and revoke_api_key to end "
    + "one that nobody needs, after asking."

  @Test(arguments: [
    (401, "a session lasts 30 minutes"), (403, "may not manage API keys"), (503, "try again in a minute"),
  ])
  func `nobody is asked where the backend does not answer the caller`(status: Int, words: String) async throws {
    let bench = try bench(Person(tries: 1), backend("{}", status: status))
    let failure = try #require(await bench.failure("create_api_key", Self.arguments))
    #expect(failure.hasPrefix("Nothing was sent. HTTP \(status). "))
    #expect(failure.contains(words))
    #expect(methods(bench) == ["GET"])
  }

  @Test(arguments: [
    // {"exp": …}: a minute and a second ago, a minute ago but for a second, and none
    ("eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3OTU1OTcxMzl9.c2ln", true),
    ("eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3OTU1OTcxNDF9.c2ln", false), ("a.b.c", false),
    ("eyJhbGciOiJIUzI1NiJ9.e30.c2ln", false),
  ])
  func `nobody is asked where the token says itself that it has ended`(token: String, hasEnded: Bool) async throws {
    let bench = try bench(Person(tries: 0), backend(Self.list()), token: token)
    let failure = await bench.failure("create_api_key", Self.arguments)
    #expect((failure != nil) == hasEnded)
    #expect(methods(bench) == (hasEnded ? [] : ["GET"]))
    if let failure { #expect(failure.hasPrefix("Nothing was sent. The session token is missing, expired or revoked")) }
  }

  @Test func `nobody is asked where the credential is of the wrong kind, or no attempt is left`() async throws {
    let key = "myk_000000000000000000000000000000.111111111111"
    let wrong = try bench(Person(tries: 1), backend(Self.list()), token: key)
    #expect(await wrong.failure("create_api_key", Self.arguments)?.contains("is an API key") == true)
    #expect(methods(wrong).isEmpty)
    let attempts = SecretAttempts()
    let refusing = StubBackend(400, body: #"{"key":"password"}"#)
    refusing.answer(.get, 200, Self.list())
    let person = Person(tries: 5)
    _ = try await bench(person, refusing, attempts: attempts).call("create_api_key", Self.arguments)
    #expect(person.calls.withLock { $0.last?.ending } == .refused(attemptsLeft: 0))
    let late = try bench(Person(tries: 1), backend(Self.list()), attempts: attempts)
    #expect(await late.failure("create_api_key", Self.arguments)?.contains("5 wrong secrets") == true)
    #expect(methods(late).isEmpty)
  }

  @Test func `what an earlier attempt may have made is named to person and model`() async throws {
    let person = Person(tries: 0)
    let bench = try bench(person, backend(Self.list(Self.key("3b24"), Self.key("4", name: "other"))))
    let result = await bench.call("create_api_key", Self.arguments)
    let named = #"API key "Nightly" (id 3b24, made at 2026-11-25T08:55:00Z)"#
    #expect(person.notice?.contains(named) == true)
    #expect(result["content"]?.array?.first?["text"]?.string?.contains(named) == true)
  }

  @Test(arguments: [
    key(created: "2026-11-25T08:49:59Z"), key(revoked: #""2026-11-25T08:56:00Z""#), key(name: "nightly"),
    key(created: "yesterday"), "null", "7",
  ])
  func `what is older, revoked or called otherwise is not named`(key: String) async throws {
    let person = Person(tries: 0)
    _ = try await bench(person, backend(Self.list(key))).call("create_api_key", Self.arguments)
    #expect(person.prepared.withLock { $0.count } == 1)
    #expect(person.notice == nil)
  }

  @Test func `what was made while the person was thinking is named before anything is sent`() async throws {
    let person = Person(tries: 2)
    let bench = try bench(person, backend(Self.list(), Self.list(Self.key("8"))))
    _ = await bench.call("create_api_key", Self.arguments)
    guard case .asked(again: let notice) = person.calls.withLock({ $0[0].ending }) else {
      Issue.record("the person was not asked again")
      return
    }
    #expect(notice.words.contains("id 8"))
    #expect(person.calls.withLock { $0[1].ending } == .done)
    #expect(methods(bench) == ["GET", "GET", "GET", "POST"])
  }

  @Test func `a list that cannot be understood stands in nobody's way`() async throws {
    let bench = try bench(Person(tries: 1), backend("[]"))
    #expect(await bench.call("create_api_key", Self.arguments)["isError"] == false)
  }

  private static let lost = BackendError(.timeout, wasSent: true, sentence: "No answer came within 30 s.")

  @Test(arguments: [
    // what is there after the call, and what is said of it
    (list(key("8")), "it was carried out, and made API key \"Nightly\" (id 8, made at 2026-11-25T08:55:00Z)", true),
    (list(key("7", created: "2026-11-25T08:40:00Z")), "nothing was made", false),
    (list(key("8", name: "other")), "nothing was made", false), (list(key("8"), key("9")), "could not be told", false),
    ("[]", "could not be told", false),
  ])
  func `an answer that was lost is made up for by what is there, and the call is not made again`(
    after: String,
    words: String,
    isRevocable: Bool
  ) async throws {
    let person = Person(tries: 1)
    let before = Self.list(Self.key("7", created: "2026-11-25T08:40:00Z"))
    let backend = backend(before, before, after)
    backend.fail(.post, Self.lost)
    let bench = try bench(person, backend)
    let failure = try #require(await bench.failure("create_api_key", Self.arguments))
    #expect(failure.contains("No answer came within 30 s."))
    #expect(failure.contains(words))
    #expect(methods(bench) == ["GET", "GET", "POST", "GET"])
    let call = try #require(person.calls.withLock { $0.first })
    #expect(call.ending == (isRevocable ? .lost : .failed))
    #expect((call.revocation != nil) == isRevocable)
  }

  @Test(arguments: [
    // what is there after the call, when the backend says that it is, and what is said of it
    (
      list(key("8", created: "2026-11-25T09:00:00.5Z")), nil, "it was carried out, and made API key \"Nightly\" (id 8, "
    ),
    (list(key("7", created: "2026-11-25T08:58:00Z")), nil, "nothing was made"), (list(), nil, "nothing was made"),
    (list(key("7", created: "2026-11-25T08:59:30Z")), nil, "could not be told"),
    (list(key("8", name: "other", created: "2026-11-25T09:00:00Z")), nil, "nothing was made"),
    (list(key("7", created: "yesterday")), nil, "could not be told"), ("[]", nil, "could not be told"),
    (
      list(key("8", created: "2026-11-25T09:00:00Z"), key("9", created: "2026-11-25T09:00:00Z")), nil,
      "could not be told"
    ), (#"{"has_more":true,"data":{"api_keys":[]}}"#, nil, "could not be told"),
    (list(key("8", created: "2026-11-25T07:30:01Z")), "Wed, 25 Nov 2026 07:30:01 GMT", "it was carried out"),
    (list(key("8", created: "2026-11-25T09:00:00Z")), "Wed, 25 Nov 2026 11:00:00 GMT", "nothing was made"),
  ])
  func `what came of a call with its password is told by the times of what is there`(
    after: String,
    date: String?,
    words: String
  ) async throws {
    var fields: HTTPFields = [.contentType: "application/json"]
    if let date { fields[.date] = date }
    let backend = StubBackend(fields: fields, body: after)
    backend.fail(.post, Self.lost)
    let bench = try bench(Person(tries: 0), backend)
    var arguments = Self.arguments
    arguments["password"] = "S3cr3t-Passw0rd!"
    let failure = try #require(await bench.failure("create_api_key", arguments))
    #expect(failure.contains("No answer came within 30 s."))
    #expect(failure.contains(words))
    if words.hasPrefix("it was") {
      #expect(failure.hasSuffix("Have it revoked with revoke_api_key before another one is made."))
    }
    #expect(methods(bench) == ["POST", "GET"])
  }

  /// Answers nothing: a call is lost, and a list never comes.
  private struct Hanging: Backend {
    func send(_ request: HTTPRequest, body: [UInt8]) async throws(BackendError) -> BackendResponse {
      guard request.method == .get else { throw lost }
      for await _ in AsyncStream<Never>.makeStream().stream {}
      throw BackendError(.cancelled, wasSent: true, sentence: "Nobody waits.")
    }
  }

  @Test func `it is not looked for longer than a client waits`() async throws {
    var options = APITools.Options()
    options.lookingPatience = .milliseconds(1)
    let overlay = try Overlay(reading: Schemas.overlay.text)
    let tools = APITools(
      try APIDocument(reading: Schemas.openAPI.text, overlays: [overlay]),
      base: try BaseURL("https://api.example"),
      backend: Hanging(),
      credentials: StubCredentials(),
      options: options
    )
    let bench = Bench(tools: tools, backend: StubBackend())
    var arguments = Self.arguments
    arguments["password"] = "S3cr3t-Passw0rd!"
    #expect(await bench.failure("create_api_key", arguments)?.contains("could not be told") == true)
  }

  @Test func `what is found is told without the secrets of the call`() async throws {
    let backend = StubBackend(body: Self.list(Self.key(name: "S3cr3t-Passw0rd!", created: "2026-11-25T09:00:00Z")))
    backend.fail(.post, Self.lost)
    let arguments: JSONObject = ["name": "S3cr3t-Passw0rd!", "mode": "read", "password": "S3cr3t-Passw0rd!"]
    let failure = try #require(await bench(Person(tries: 0), backend).failure("create_api_key", arguments))
    #expect(failure.contains(#"API key "[redacted]" (id 1"#))
  }

  @Test func `an answer that came, or a call that was never sent, is not looked into`() async throws {
    for error in [nil, BackendError(.unreachable, wasSent: false, sentence: "Nobody there.")] {
      let backend = StubBackend(body: "{}")
      if let error { backend.fail(.post, error) } else { backend.answer(.post, 201, "{}") }
      let bench = try bench(Person(tries: 0), backend)
      var arguments = Self.arguments
      arguments["password"] = "S3cr3t-Passw0rd!"
      _ = await bench.call("create_api_key", arguments)
      #expect(methods(bench) == ["POST"])
    }
  }

  @Test(arguments: [(500, "nothing was made"), (502, "nothing was made"), (409, "five active keys")])
  func `a failure of the backend is looked into, and a refusal is believed`(status: Int, words: String) async throws {
    let backend = backend(Self.list())
    backend.answer(.post, status, "{}")
    let bench = try bench(Person(tries: 1), backend)
    #expect(await bench.failure("create_api_key", Self.arguments)?.contains(words) == true)
    #expect(methods(bench) == ["GET", "GET", "POST"] + (status >= 500 ? ["GET"] : []))
  }

  @Test func `what was made can be taken back, with the credentials of the caller`() async throws {
    let person = Person(tries: 1)
    let backend = backend(Self.list())
    backend.answer(.delete, 500, "{}")
    backend.answer(.delete, 200, "{}")
    var bench = try bench(person, backend)
    bench.callerCredential = CallerCredential("session-of-luigi")
    let result = await bench.call("create_api_key", Self.arguments)
    let note = result["content"]?.array?.last?["text"]?.string
    #expect(note?.contains(#"revoke API key "Nightly" (id 9) with revoke_api_key"#) == true)
    let revocation = try #require(person.calls.withLock { $0.first?.revocation })
    #expect(revocation.subject == #"API key "Nightly" (id 9)"#)
    let asked = try #require(person.asked.withLock { $0 })
    #expect(await person.operations.revoke(revocation, of: asked)?.hasPrefix("HTTP 500.") == true)
    #expect(await person.operations.revoke(revocation, of: asked) == nil)
    let request = try #require(bench.backend.asked.last?.request)
    #expect(request.method == .delete && request.path == "/base/me/api-keys/9")
    #expect(request.headerFields[.authorization] == "Bearer session-of-luigi")
  }

  @Test func `a rule that leads nowhere is reported, and asks nothing`() async throws {
    let operation = #"{"operationId": "make", "x-mcp": {"verify": {"list": "lst", "items": "/a"}}}"#
    let bench = try Bench(operation: operation, method: "post")
    #expect(bench.tools.diagnostics.map(\.message).contains { $0.contains("names lst") })
  }

  @Test(arguments: [
    ("Wed, 25 Nov 2026 09:00:00 GMT", 1_795_597_200), ("Tue, 29 Feb 2000 00:00:00 GMT", 951_782_400),
    ("Wed, 25 Nov 2026 09:00:00 CET", nil), ("Wed, 25 Now 2026 09:00:00 GMT", nil), ("now", nil), ("", nil),
  ])
  func `times are read as answers have them`(text: String, seconds: Int?) {
    #expect(UTCTime.ofAnswer(text) == seconds)
  }

  @Test(arguments: [
    ("2026-11-25T09:00:00Z", 1_795_597_200), ("2026-11-25T10:00:00.999999999+01:00", 1_795_597_200),
    ("1970-01-01T00:00:00Z", 0), ("2000-02-29T00:00:00z", 951_782_400), ("2026-11-25 03:30:00-05:30", 1_795_597_200),
    ("2026-11-25", nil), ("2026-13-25T09:00:00Z", nil), ("2026-11-25T09:00:00", nil), ("", nil),
    ("2026-11-25T09:00:00+1:00", nil), ("1970-01-01T00:00:00+23:59", nil), ("1970-01-01T00:00:00-00:01", 60),
    ("9999-12-31T23:59:59-23:59", 253_402_387_139), ("9999-12-31T23:59:59-24:00", nil),
    ("2026-11-31T09:00:00Z", nil), ("2027-02-29T09:00:00Z", nil), ("2028-02-29T00:00:00Z", 1_835_395_200),
    ("2026-11-00T09:00:00Z", nil), ("2026-11-25T24:00:00Z", nil), ("2026-11-25T23:60:00Z", nil),
    ("2026-11-25T23:59:61Z", nil), ("2026-11-25T23:59:60Z", 1_795_651_200), ("2026-11-25T09:00:00+01:60", nil),
  ])
  func `times are read as RFC 3339 writes them`(text: String, seconds: Int?) {
    #expect(UTCTime.seconds(text) == seconds)
  }
}
