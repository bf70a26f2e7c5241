@testable import Calls
import JSON
import JSONSchema
import MCP
@testable import Redaction
import Synchronization
import Testing

@testable import APITools

struct SecretPolicyTests {
  private static let password = "S3cr3t-Passw0rd!"
  private static let token = "myk_0123456789abcdef.fedcba9876543210"
  private static let answer =
    #"{"code":201,"message":"created \#(token)","data":{"id":"1","key_public":"0123","token":"\#(token)"}}"#
  private static let arguments: JSONObject = ["name": "n", "mode": "read"]

  private func bench(_ policy: SecretPolicy, _ backend: StubBackend = StubBackend(201, body: answer)) throws -> Bench {
    var options = APITools.Options()
    options.secrets = policy
    return try Bench(backend: backend, options: options)
  }

  @Test func `the schema asks for the password, leaves it open, or does not know it`() throws {
    let inline = try bench(.inline).schema(of: "create_api_key")
    #expect(inline["required"]?.array?.contains("password") == true)
    let auto = try bench(.auto).schema(of: "create_api_key")
    #expect(auto["required"] == ["name", "mode"])
    let description = auto["properties"]?["password"]?["description"]?.string
    #expect(description?.hasSuffix("what the user can do. Scripts may pass it.") == true)
    let strict = try bench(.strict).schema(of: "create_api_key")
    #expect(strict["required"] == ["name", "mode"])
    #expect(strict["properties"]?["password"] == nil)
    #expect(strict["properties"]?["name"] == inline["properties"]?["name"])
  }

  @Test(arguments: SecretPolicy.allCases)
  func `operations without secrets are the same under every policy`(policy: SecretPolicy) throws {
    #expect(try bench(policy).schema(of: "revoke_api_key") == bench(.inline).schema(of: "revoke_api_key"))
  }

  @Test(arguments: [SecretPolicy.inline, .auto])
  func `a token leaves by the channel the password came in`(policy: SecretPolicy) async throws {
    let bench = try bench(policy)
    var arguments = Self.arguments
    arguments["password"] = .string(Self.password)
    let result = await bench.call("create_api_key", arguments)
    #expect(result["structuredContent"]?["data"]?["token"] == .string(Self.token))
    #expect(bench.backend.asked.first?.text.contains(Self.password) == true)
  }

  @Test(arguments: [SecretPolicy.auto, .strict])
  func `without a password nothing is sent, and it is said how to go on`(policy: SecretPolicy) async throws {
    let bench = try bench(policy)
    let failure = try #require(await bench.failure("create_api_key", Self.arguments))
    #expect(failure.contains("password has to come from the user"))
    #expect(failure.contains("--password-prompt"))
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `strict refuses a password and does not repeat it`() async throws {
    let bench = try bench(.strict)
    let arguments: JSONObject = ["name": .string(Self.password), "mode": "x", "password": .string(Self.password)]
    let failure = try #require(await bench.failure("create_api_key", arguments))
    #expect(failure.hasPrefix("Nothing was sent, because secrets are not accepted here: password."))
    #expect(!failure.contains(Self.password))
    #expect(bench.backend.asked.isEmpty)
  }

  @Test(arguments: [
    (SecretPolicy.inline, "s3cr3t-of-a-system"), (.auto, "(kept out of this conversation)"),
    (.strict, "(kept out of this conversation)"),
  ])
  func `a secret of an operation that takes none is masked`(policy: SecretPolicy, secret: String) async throws {
    var options = APITools.Options()
    options.secrets = policy
    let body = #"{"id":"1","secret":"s3cr3t-of-a-system","note":"now s3cr3t-of-a-system"}"#
    let operation = """
      {"responses": {"200": {"description": "", "content": {"application/json": {"schema":
        {"type": "object", "properties": {"id": {"type": "string"}, "secret": {"type": "string"}}}}}}}}
      """
    let bench = try Bench(operation: operation, method: "post", backend: StubBackend(body: body), options: options)
    let result = await bench.call()
    #expect(result["structuredContent"]?["secret"] == .string(secret))
    #expect(result["structuredContent"]?["id"] == "1")
    #expect(result.description.contains("s3cr3t-of-a-system") == (policy == .inline))
  }

  @Test(arguments: [200, 409])
  func `a password that the backend echoes goes no further`(status: Int) async throws {
    let body = #"{"message":"S3cr3t\u002dPassw0rd! is wrong","password":"S3cr3t-Passw0rd!"}"#
    let bench = try bench(.auto, StubBackend(status, body: body))
    var arguments = Self.arguments
    arguments["password"] = .string(Self.password)
    let result = await bench.call("create_api_key", arguments).description
    #expect(result.contains("[redacted] is wrong"))
    #expect(!result.contains("Passw0rd"))
  }

  @Test(arguments: SecretPolicy.allCases, [201, 409])
  func `the secrets of answers are learned, to be kept out of logs`(policy: SecretPolicy, status: Int) async throws {
    let learned = Mutex<[String]>([])
    var options = APITools.Options()
    options.secrets = policy
    options.learn = { secrets in learned.withLock { $0 += secrets.map(\.text) } }
    let operation = #"{"responses": {"201": {"description": ""}}}"#
    let answer = StubBackend(status, body: #"{"id":"1","access_token":"abcdefghijklmnop"}"#)
    for bench in [
      try Bench(backend: answer, options: options),
      try Bench(operation: operation, method: "post", backend: answer, options: options),
    ] {
      learned.withLock { $0 = [] }
      let arguments: JSONObject = bench.tools.tools.count == 1 ? [:] : ["id": "1"]
      _ = await bench.call(bench.tools.tools.count == 1 ? nil : "revoke_api_key", arguments)
      // Of what is described without secrets, an answer is not searched that goes out as it is.
      let isSearched = bench.tools.tools.count == 1 || policy != .inline || status == 409
      #expect(learned.withLock { $0 } == (isSearched ? ["abcdefghijklmnop"] : []))
    }
    learned.withLock { $0 = [] }
    var arguments = Self.arguments
    if policy != .strict { arguments["password"] = .string(Self.password) }
    _ = try await Bench(backend: StubBackend(201, body: Self.answer), options: options).call(
      "create_api_key",
      arguments
    )
    #expect(learned.withLock { $0.contains(Self.token) } == (policy != .strict))
  }

  @Test func `what a failure calls secret is masked, too`() async throws {
    let bench = try bench(.strict, StubBackend(500, body: #"{"error":"down","internal_token":"abcdefghijkl"}"#))
    let failure = try #require(await bench.failure("list_api_keys"))
    #expect(failure.contains(#""internal_token":"(kept out of this conversation)""#))
    #expect(failure.contains(#""error":"down""#))
  }

  @Test(arguments: [200, 500])
  func `what cannot be read is not repeated where secrets are masked`(status: Int) async throws {
    let backend = StubBackend(status, body: #"{"token":"abcdefghijkl"#)
    #expect(try await bench(.strict, backend).failure("list_api_keys")?.contains("abcdef") == false)
    #expect(try await bench(.inline, backend).failure("list_api_keys")?.contains("abcdef") == true)
  }
}
