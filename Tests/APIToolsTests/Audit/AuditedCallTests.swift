@testable import Calls
import HTTPTypes
import JSON
import MCP
@testable import Operations
import Synchronization
import Testing

@testable import APITools

/// What is recorded of a call for which a person is asked, and what becomes of it where nothing can be recorded.
struct AuditedCallTests {
  private static let arguments: JSONObject = ["name": "Nightly", "mode": "read"]
  private static let complete: JSONObject = ["name": "Nightly", "mode": "read", "password": "S3cr3t-Passw0rd!"]
  private static let none = #"{"data":{"api_keys":[]}}"#
  private static let made =
    #"{"data":{"api_keys":[{"id":"9","name":"Nightly","created_at":"2026-11-25T09:00:00Z"}]}}"#
  private static let post = "POST /me/api-keys"
  private static let get = "GET /me/api-keys"
  private static let delete = "DELETE /me/api-keys/{id}"

  /// A person who types another thing until it is not asked for any more, and then revokes what was made.
  private final class Person: CarriedApproval {
    let operations = ServedOperations()
    let calls = Mutex<[ApprovedCall]>([])
    let problems = Mutex<[String?]>([])
    let tries: Int
    let revokes: Bool

    init(tries: Int = 1, revokes: Bool = false) {
      self.tries = tries
      self.revokes = revokes
    }

    var secrets: [String] { calls.withLock { $0.flatMap(\.secrets).map(\.text) } }

    func answer(_ request: ApprovalRequest, _ context: RequestContext) async -> ApprovalAnswer {
      let carried = CarriedRequest(request, by: operations)
      if case .refused(let words) = await carried.prepare() { return .refused(words) }
      var call = await carried.perform(["password": "S3cr3t-Passw0rd!"])
      calls.withLock { $0.append(call) }
      for number in 1..<tries {
        call = await carried.perform(["password": "S3cr3t-Passw0rd!\(number)"])
        calls.withLock { [call] in $0.append(call) }
      }
      if revokes, let revocation = call.revocation {
        let problem = await carried.revoke(revocation)
        problems.withLock { $0.append(problem) }
      }
      return .finished(call.result)
    }
  }

  private func bench(
    _ audit: StubAudit,
    _ person: Person = Person(),
    _ backend: StubBackend = StubBackend(201, body: #"{"data":{"id":"9","token":"myk_0123456789.abcdef"}}"#),
    token: String = "session-token-of-mario",
    lists: [String] = [none]
  ) throws -> Bench {
    for list in lists { backend.answer(.get, 200, list) }
    var options = APITools.Options()
    options.secrets = .auto
    options.approval = person
    options.audit = audit
    options.now = { 1_795_597_200 }
    return try Bench(backend: backend, credentials: StubCredentials(value: .success(token)), options: options)
  }

  private func methods(_ bench: Bench) -> [String] { bench.backend.asked.map(\.request.method.rawValue) }

  @Test func `every request that is sent for a call is recorded, and under that call`() async throws {
    let audit = StubAudit()
    _ = try await bench(audit, Person(revokes: true)).call("create_api_key", Self.arguments)
    let looked = ["sent \(Self.get)", "answered \(Self.get)"]
    let expected =
      ["asked"] + looked + ["approved \(Self.post)"] + looked
      + ["sent \(Self.post)", "answered \(Self.post)", "delivered"]
      + ["approved \(Self.delete)", "sent \(Self.delete)", "answered \(Self.delete)"]
    #expect(audit.lines == expected)
    #expect(Set(audit.recorded.map(\.call)).count == 1)
    #expect(audit.recorded[10].arguments == ["id": "9"])
  }

  @Test(arguments: [
    ("myk_000000000000000000000000000000.111111111111", none, "is an API key"),
    // {"exp": …}: a minute and a second ago
    ("eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3OTU1OTcxMzl9.c2ln", none, "a session lasts 30 minutes"),
    ("session", #"{"data":{"api_keys":[1,2,3,4,5]}}"#, "five active keys"),
  ])
  func `a call that is refused before anybody is asked is recorded with its reason`(
    token: String,
    list: String,
    words: String
  ) async throws {
    let audit = StubAudit()
    let failure = try await bench(audit, token: token, lists: [list]).failure("create_api_key", Self.arguments)
    #expect(audit.recorded.last?.kind == .refused)
    #expect(audit.recorded.last?.outcome == failure)
    #expect(failure?.contains(words) == true)
  }

  @Test func `a try that is not sent is recorded with its reason, whatever was sent before`() async throws {
    let audit = StubAudit()
    let bench = try bench(audit, Person(tries: 6), StubBackend(400, body: #"{"key":"password"}"#))
    _ = await bench.call("create_api_key", Self.arguments)
    #expect(audit.recorded.filter { $0.kind == .refused }.map { $0.outcome?.contains("5 wrong secrets") } == [true])
    #expect(audit.recorded.last?.kind == .refused)
  }

  /// The first line of a kind, and of a request, from which on there is no space any more.
  private static func full(_ line: String, after count: Int = 0) -> StubAudit {
    let seen = Mutex(0)
    return StubAudit { event in
      seen.withLock { seen in
        if seen > count || event.line == line { seen += 1 }
        return seen > count
      }
    }
  }

  @Test(arguments: [
    ("asked", 0), ("sent \(get)", 0), ("approved \(post)", 0), ("sent \(get)", 1), ("sent \(post)", 0),
  ])
  func `nothing is sent that cannot be recorded before, on the page as elsewhere`(line: String, after: Int) async throws
  {
    let audit = Self.full(line, after: after)
    let person = Person()
    let bench = try bench(audit, person)
    let failure = await bench.failure("create_api_key", Self.arguments)
    #expect(failure?.hasPrefix("Nothing was sent, because no record of it can be kept. There is no space.") == true)
    #expect(!methods(bench).contains("POST"))
    #expect(person.secrets.isEmpty)
  }

  @Test func `without a record of the approval nothing follows it`() async throws {
    let audit = StubAudit { $0.kind == .approved }
    let bench = try bench(audit)
    let failure = await bench.failure("create_api_key", Self.arguments)
    #expect(failure?.contains("no record of it can be kept") == true)
    #expect(methods(bench) == ["GET"])
  }

  @Test(arguments: [("myk_0123456789.abcdef", ["token"]), ("myk_0123456789.abcd", [])])
  func `a token that can be guessed has no fingerprint`(token: String, names: [String]) async throws {
    let audit = StubAudit()
    let answer = StubBackend(201, body: #"{"data":{"id":"9","token":"\#(token)"}}"#)
    _ = try await bench(audit, Person(), answer).call("create_api_key", Self.arguments)
    #expect(audit.recorded.last?.kind == .delivered)
    #expect(audit.recorded.last?.tokens.map(\.name) == names)
  }

  @Test func `a secret that an argument says again is recorded nowhere`() async throws {
    let audit = StubAudit()
    var arguments = Self.complete
    arguments["name"] = "It is S3cr3t-Passw0rd!"
    _ = try await bench(audit).call("create_api_key", arguments)
    let recorded: JSONObject = ["name": "It is [redacted]", "mode": "read", "password": "[secret]"]
    #expect(audit.recorded.first?.arguments == recorded)
  }

  @Test(arguments: ["answered \(post)", "delivered"])
  func `the person gets what is theirs though that cannot be recorded, which is said`(line: String) async throws {
    let audit = Self.full(line)
    let person = Person()
    let bench = try bench(audit, person)
    #expect(await bench.call("create_api_key", Self.arguments)["isError"] == false)
    #expect(person.secrets == ["myk_0123456789.abcdef"])
    #expect(audit.reported.first?.line == line)
    #expect(audit.reported.last?.line == "delivered")
  }

  @Test(arguments: [true, false])
  func `what came of a lost answer is looked for though that cannot be recorded`(isOnPage: Bool) async throws {
    let audit = Self.full("answered \(Self.post)")
    let backend = StubBackend(failing: BackendError(.timeout, wasSent: true, sentence: "No answer came."))
    let bench = try bench(audit, Person(), backend, lists: isOnPage ? [Self.none, Self.none, Self.made] : [Self.made])
    let failure = await bench.failure("create_api_key", isOnPage ? Self.arguments : Self.complete)
    #expect(failure?.contains("it was carried out") == true)
    #expect(audit.reported.map(\.line) == ["answered \(Self.post)", "sent \(Self.get)", "answered \(Self.get)"])
  }

  @Test func `nothing is revoked that cannot be recorded before`() async throws {
    let person = Person(revokes: true)
    let bench = try bench(Self.full("approved \(Self.delete)"), person)
    _ = await bench.call("create_api_key", Self.arguments)
    #expect(person.problems.withLock { $0.first??.contains("no record of it can be kept") } == true)
    #expect(!methods(bench).contains("DELETE"))
  }

  /// A person who never comes.
  private struct Nobody: CarriedApproval {
    let operations = ServedOperations()

    func answer(_ request: ApprovalRequest, _ context: RequestContext) async -> ApprovalAnswer {
      operations.expired(request, because: "Nobody came.")
      return .refused("Nobody came.")
    }
  }

  @Test func `a page on which nobody decides is recorded with the reason`() async throws {
    let audit = StubAudit()
    var options = APITools.Options()
    options.secrets = .auto
    options.approval = Nobody()
    options.audit = audit
    _ = await (try Bench(options: options)).call("create_api_key", Self.arguments)
    #expect(audit.lines == ["asked", "expired", "refused"])
    #expect(audit.recorded[1].outcome == "Nobody came.")
  }

  @Test func `names and values of the document stay in a record, whatever else they are`() async throws {
    let audit = StubAudit()
    let arguments: JSONObject = ["name": "expires_in_days", "mode": "read", "expires_in_days": 30]
    _ = try await bench(audit).call("create_api_key", arguments)
    let asked = try #require(audit.recorded.first)
    let scrubbed = asked.arguments { text, _ in ["expires_in_days", "read"].contains(text) ? "…" : text }
    #expect(scrubbed == ["name": "…", "mode": "read", "expires_in_days": 30])
  }
}
