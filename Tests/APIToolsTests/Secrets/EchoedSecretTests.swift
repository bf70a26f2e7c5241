@testable import Calls
import HTTPTypes
import JSON
import MCP
@testable import Operations
import Synchronization
import Testing

@testable import APITools

/// What a backend says again of secrets in places where nothing has to say any.
struct EchoedSecretTests {
  private static let session = "session-token-of-mario"
  private static let password = "S3cr3t-Passw0rd!"
  private static let token = "myk_0123456789abcdef.fedcba9876543210"
  /// It is 2026-11-25T09:00:00Z.
  private static let now = 1_795_597_200

  private final class Person: CarriedApproval {
    let operations = ServedOperations()
    let notices = Mutex<[String?]>([])
    let calls = Mutex<[ApprovedCall]>([])

    func answer(_ request: ApprovalRequest, _ context: RequestContext) async -> ApprovalAnswer {
      let carried = CarriedRequest(request, by: operations)
      if case .ask(let notice, _) = await carried.prepare() { notices.withLock { $0.append(notice?.words) } }
      let call = await carried.perform(["password": EchoedSecretTests.password])
      calls.withLock { $0.append(call) }
      return .finished(call.result)
    }
  }

  private func bench(_ backend: StubBackend, _ person: Person = Person()) throws -> Bench {
    var options = APITools.Options()
    options.secrets = .auto
    options.approval = person
    options.now = { Self.now }
    return try Bench(backend: backend, credentials: StubCredentials(value: .success(Self.session)), options: options)
  }

  @Test func `what the names of a failure's members call secret is said nowhere else in it`() async throws {
    let token = Self.token
    let body = #"{"title":"\#(token)","detail":"made \#(token)","token":"\#(token)","a \#(token)":1}"#
    let backend = StubBackend(
      409,
      type: "application/problem+json",
      fields: [.retryAfter: "the end of \(Self.token)"],
      body: body
    )
    let failure = try #require(await bench(backend).failure("list_api_keys", [:]))
    #expect(!failure.contains(Self.token))
    #expect(failure.contains("made [redacted]") && failure.contains("until the end of [redacted]"))
  }

  @Test func `what is secret of a success is not told as its next page`() async throws {
    let link = "<https://h/?page=\(Self.token)>; rel=\"next\""
    let backend = StubBackend(
      fields: [try #require(HTTPField.Name("Link")): link],
      body: #"{"code":200,"data":{"token":"\#(Self.token)"}}"#
    )
    let result = try await bench(backend).call("list_api_key_events")
    #expect(!result.description.contains(Self.token))
    #expect(result.description.contains("there is a next page"))
  }

  @Test func `items that repeat secrets are named without them`() async throws {
    let item = #"{"name":"n","created_at":"2026-11-25T08:59:00Z","id":"7 \#(Self.session)"}"#
    let made = #"{"id":"8 \#(Self.session) \#(Self.password) \#(Self.token)","token":"\#(Self.token)"}"#
    let backend = StubBackend(201, body: #"{"data":\#(made)}"#)
    backend.answer(.get, 200, #"{"data":{"api_keys":[\#(item)]}}"#)
    let person = Person()
    let result = try await bench(backend, person).call("create_api_key", ["name": "n", "mode": "read"])
    let notice = try #require(person.notices.withLock { $0.first } ?? nil)
    let subject = try #require(person.calls.withLock { $0.first }?.revocation?.subject)
    #expect(notice.contains("id 7 [redacted]"))
    #expect(subject.contains("id 8 [redacted] [redacted] [redacted]"))
    for secret in [Self.session, Self.password, Self.token] {
      #expect(!notice.contains(secret) && !subject.contains(secret) && !result.description.contains(secret))
    }
  }

  @Test func `what was made by a call whose answer was lost is named without secrets`() async throws {
    let item = #"{"name":"n","created_at":"2026-11-25T08:59:00Z","id":"7 \#(Self.session) \#(Self.password)"}"#
    let backend = StubBackend(failing: BackendError(.interrupted, wasSent: true, sentence: "It hung up."))
    backend.answer(.get, 200, #"{"data":{"api_keys":[]}}"#, #"{"data":{"api_keys":[]}}"#)
    backend.answer(.get, 200, #"{"data":{"api_keys":[\#(item)]}}"#)
    let failure = try #require(
      await bench(backend).failure("create_api_key", ["name": "n", "mode": "read"])
    )
    #expect(failure.contains("id 7 [redacted] [redacted]"))
    #expect(!failure.contains(Self.session) && !failure.contains(Self.password))
  }
}
