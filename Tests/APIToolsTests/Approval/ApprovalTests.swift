@testable import Calls
import HTTPTypes
import JSON
import JSONSchema
import MCP
@testable import Operations
@testable import Redaction
import Synchronization
import Testing

@testable import APITools

struct ApprovalTests {
  private static let password = "S3cr3t-Passw0rd!"
  private static let token = "myk_0123456789abcdef.fedcba9876543210"
  private static let answer =
    #"{"code":201,"message":"created \#(token)","data":{"id":"1","key_public":"0123","token":"\#(token)"}}"#
  private static let arguments: JSONObject = ["name": "n", "mode": "read"]

  /// A person who has not come yet, or who has typed something.
  private final class Person: CarriedApproval {
    let operations = ServedOperations()
    let asked = Mutex<[ApprovalRequest]>([])
    let secrets: [String: String]?
    let calls = Mutex<[ApprovedCall]>([])

    init(typing secrets: [String: String]?) { self.secrets = secrets }

    func answer(_ request: ApprovalRequest, _ context: RequestContext) async -> ApprovalAnswer {
      asked.withLock { $0.append(request) }
      guard let secrets else {
        return .waiting(
          ApprovalLink(url: "http://127.0.0.1:1/step-up/r/i", expiresAt: "2026-01-01T00:00:00Z"),
          .callAgain
        )
      }
      let call = await operations.perform(request, with: secrets)
      calls.withLock { $0.append(call) }
      return .finished(call.result)
    }
  }

  private func bench(
    _ person: Person,
    _ policy: SecretPolicy = .auto,
    _ backend: StubBackend = StubBackend(201, body: answer)
  ) throws -> Bench {
    var options = APITools.Options()
    options.secrets = policy
    options.approval = person
    backend.answer(.get, 200, #"{"data":{"api_keys":[]}}"#)
    return try Bench(backend: backend, options: options)
  }

  @Test(arguments: [SecretPolicy.auto, .strict])
  func `a call without its password asks a person, and keeps to the schema meanwhile`(policy: SecretPolicy) async throws
  {
    let person = Person(typing: nil)
    let bench = try bench(person, policy)
    let result = await bench.call("create_api_key", Self.arguments)
    #expect(result["isError"] == false)
    #expect(result["structuredContent"]?["step_up"]?["status"] == "waiting")
    let text = result["content"]?.array?.first?["text"]?.string ?? ""
    #expect(text.contains("http://127.0.0.1:1/step-up/r/i"))
    #expect(text.contains("call create_api_key again with exactly the same arguments"))
    let schema = try #require(bench.tools.tools.first { $0.name == "create_api_key" }?.outputSchema)
    #expect(schema["type"] == "object")
    if policy == .auto {
      let password = bench.schema(of: "create_api_key")["properties"]?["password"]
      #expect(password?["description"]?.string?.hasSuffix("private page. Scripts may pass it.") == true)
    }
    let compiled = try Schema(.object(schema))
    #expect(compiled.accepts(try #require(result["structuredContent"])))
    let asked = try #require(person.asked.withLock { $0.first })
    #expect(asked.arguments == Self.arguments)
    #expect(asked.fields == [.init(name: "password", isRequired: true)])
    #expect(asked.backend == "https://api.example")
    #expect(bench.backend.asked.isEmpty)
  }

  @Test(arguments: [SecretPolicy.auto, .strict])
  func `with the password of a page the token is for the person, and the rest for the model`(
    policy: SecretPolicy
  ) async throws {
    let person = Person(typing: ["password": Self.password])
    let bench = try bench(person, policy)
    let result = await bench.call("create_api_key", Self.arguments)
    #expect(result["structuredContent"]?["data"]?["token"] == "(shown to the user on the page)")
    #expect(result["structuredContent"]?["data"]?["key_public"] == "0123")
    #expect(!result.description.contains(Self.token) && !result.description.contains(Self.password))
    #expect(bench.backend.asked.map { $0.text.contains(Self.password) } == [false, true])
    #expect(person.calls.withLock { $0.first?.secrets } == [.init(name: "token", text: Self.token)])
    let schema = try #require(bench.tools.tools.first { $0.name == "create_api_key" }?.outputSchema)
    let compiled = try Schema(.object(schema))
    #expect(compiled.accepts(try #require(result["structuredContent"])))
  }

  @Test(arguments: [
    (400, #"{"errors":[{"key":"password","value":"S3cr3t-Passw0rd!"}]}"#, ApprovedCall.Ending.refused(attemptsLeft: 4)),
    (400, #"{"errors":[{"key":"name"}]}"#, .failed), (409, #"{"key":"password"}"#, .failed), (503, "{}", .failed),
  ])
  func `only a refusal of the secret itself lets a person try again`(
    status: Int,
    body: String,
    ending: ApprovedCall.Ending
  ) async throws {
    let person = Person(typing: ["password": Self.password])
    let bench = try bench(person, .auto, StubBackend(status, body: body))
    let failure = try #require(await bench.failure("create_api_key", Self.arguments))
    #expect(failure.contains("HTTP \(status)"))
    #expect(!failure.contains(Self.password))
    #expect(person.calls.withLock { $0.map(\.ending) } == [ending])
  }

  @Test(arguments: ["password", "incorrect_password", "the document's overlay", "identity provider"])
  func `a wrong secret that is a word of what is said of it lets a person try again, and shows in no gap`(
    word: String
  ) async throws {
    let person = Person(typing: ["password": word])
    let body = #"{"errors":[{"key":"password","message":"incorrect_password"}]}"#
    let failure = try #require(
      await bench(person, .auto, StubBackend(400, body: body)).failure("create_api_key", Self.arguments)
    )
    #expect(!failure.contains(Scrubber.mark))
    #expect(failure.contains("It names password."))
    #expect(person.calls.withLock { $0.map(\.ending) } == [.refused(attemptsLeft: 4)])
  }

  @Test func `what is said here of any failure has no gaps`() async throws {
    let person = Person(typing: ["password": "five active keys"])
    let failure = try #require(
      await bench(person, .auto, StubBackend(409, body: "{}")).failure("create_api_key", Self.arguments)
    )
    #expect(failure.contains("There are five active keys already"))
  }

  @Test func `a lost answer is final`() async throws {
    let person = Person(typing: ["password": Self.password])
    let lost = BackendError(.timeout, wasSent: true, sentence: "No answer came.")
    let bench = try bench(person, .auto, StubBackend(failing: lost))
    #expect(
      await bench.failure("create_api_key", Self.arguments)?.contains("nothing was made") == true
    )
    #expect(person.calls.withLock { $0.map(\.ending) } == [.failed])
  }

  @Test func `nothing is sent without what was asked for`() async throws {
    let person = Person(typing: [:])
    let bench = try bench(person)
    _ = await bench.call("create_api_key", Self.arguments)
    #expect(person.calls.withLock { $0.map(\.ending) } == [.refused(attemptsLeft: nil)])
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `nobody is asked where a script gives the password, or under inline, or for arguments that are wrong`()
    async throws
  {
    let person = Person(typing: nil)
    var complete = Self.arguments
    complete["password"] = .string(Self.password)
    _ = try await bench(person).call("create_api_key", complete)
    _ = try await bench(person, .inline).call("create_api_key", Self.arguments)
    _ = try await bench(person).call("create_api_key", ["name": "n", "mode": "admin"])
    _ = try await bench(person).call("list_api_keys")
    #expect(person.asked.withLock { $0.isEmpty })
    let schema = try bench(person, .inline).tools.tools.first { $0.name == "create_api_key" }?.outputSchema
    #expect(schema?["anyOf"] == nil)
  }
}
