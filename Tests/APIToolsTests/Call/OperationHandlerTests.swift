@testable import Calls
import HTTPTypes
import JSON
@testable import Operations
import Testing

struct OperationHandlerTests {
  static let arguments: JSONObject = ["name": "n", "mode": "read", "password": "S3cr3t-Passw0rd!"]

  @Test func `a new key comes back as it was answered`() async throws {
    let body = #"{"code":201,"message":"api key created successfully","data":{"id":"1","token":"myk_a.b"}}"#
    let bench = try Bench(backend: StubBackend(201, body: body))
    let result = await bench.call("create_api_key", Self.arguments)
    #expect(result["isError"] == false)
    #expect(result["structuredContent"]?["data"]?["token"] == "myk_a.b")
    #expect(result["content"]?.array?.first?["text"] == .string(body))
  }

  @Test(
    arguments: [
      (400, "incorrect_password"), (401, "--token-file"), (403, "an API key cannot do it"), (409, "revoke_api_key"),
      (429, "Too many calls"), (500, "list_api_keys"), (503, "Nothing was done"), (418, "refused"), (502, "failed"),
      (302, "sends elsewhere"),
    ])
  func `TOOL-24: a refusal says what to do and what the backend said`(status: Int, words: String) async throws {
    let bench = try Bench(backend: StubBackend(status, body: #"{"code":0,"message":"why"}"#))
    let failure = try #require(await bench.failure("create_api_key", Self.arguments))
    #expect(failure.hasPrefix("HTTP \(status). "))
    #expect(failure.contains(words))
    #expect(failure.contains("\n\n" + #"{"code":0,"message":"why"}"#))
    #expect(bench.backend.asked.count { $0.request.method == .post } == 1)
  }

  @Test func `SEC-05: a redirect is not followed, and where it leads is told without its query`() async throws {
    let fields: HTTPFields = [.location: "https://other.example/login?token=s3cr3t"]
    let bench = try Bench(backend: StubBackend(307, fields: fields, body: ""))
    let failure = try #require(await bench.failure("list_api_keys"))
    #expect(failure.hasSuffix("It leads to https://other.example/login"))
    #expect(bench.backend.asked.count == 1)
  }

  @Test func `how long to wait is told, not slept`() async throws {
    let bench = try Bench(backend: StubBackend(429, fields: [.retryAfter: "30"], body: ""))
    #expect(await bench.failure("list_api_keys")?.hasSuffix("It asks to wait 30 seconds.") == true)
  }

  @Test(
    arguments: [
      (.timeout, true, "not known whether anything was done"), (.unreachable, false, "Nothing was done"),
      (.interrupted, true, "not known whether anything was done"), (.interrupted, false, "Nothing was changed"),
      (.invalidAnswer, true, "It has probably been done: use list_api_keys"),
    ] as [(BackendError.Kind, Bool, String)]
  )
  func `a call without an answer says what is known`(kind: BackendError.Kind, wasSent: Bool, words: String) async throws
  {
    let error = BackendError(kind, wasSent: wasSent, sentence: "It failed.")
    let bench = try Bench(backend: StubBackend(failing: error))
    let failure = try #require(await bench.failure("create_api_key", Self.arguments))
    #expect(failure.hasPrefix("It failed. "))
    #expect(failure.contains(words))
  }

  @Test(arguments: ["text/html", "application/json"])
  func `a success that is not JSON is a failure that warns`(type: String) async throws {
    let bench = try Bench(backend: StubBackend(200, type: type, body: "<html>"))
    let failure = try #require(await bench.failure("create_api_key", Self.arguments))
    #expect(failure.contains("use list_api_keys to see what is there before anything is tried again"))
    #expect(failure.contains("\n\n<html>\n"))
  }

  @Test func `other content is passed on as what it is`() async throws {
    let operation = #"{"responses": {"200": {"description": "", "content": {"text/csv": {}}}}}"#
    let csv = try Bench(operation: operation, backend: StubBackend(type: "text/csv", body: "a,b"))
    #expect(await csv.call()["content"] == [["type": "text", "text": "a,b"]])
    #expect(csv.backend.asked.first?.request.headerFields[.accept] == "text/csv, */*;q=0.5")
    let image = try Bench(operation: operation, backend: StubBackend(bytes: [0xFF, 0, 1, 2], type: "image/png; q=1"))
    #expect(await image.call()["content"] == [["type": "image", "data": "/wABAg==", "mimeType": "image/png"]])
    let bytes = try Bench(operation: operation, backend: StubBackend(bytes: [0xFF, 0], type: "application/pdf"))
    #expect(await bytes.call()["content"]?.array?.first?["resource"]?["blob"] == "/wA=")
  }

  @Test func `a long refusal is cut`() async throws {
    let bench = try Bench(backend: StubBackend(500, type: "text/html", body: String(repeating: "x", count: 100_000)))
    let failure = try #require(await bench.failure("list_api_keys"))
    #expect(failure.utf8.count < 20_000)
    #expect(failure.hasSuffix("… (100000 bytes in all)"))
  }

  @Test func `AUTH-10, LOG-06: a token that the backend echoes goes no further`() async throws {
    let bench = try Bench(backend: StubBackend(401, body: #"{"given":"Bearer session-token-of-mario."}"#))
    let failure = try #require(await bench.failure("list_api_keys"))
    #expect(!failure.contains("session-token-of-mario"))
    #expect(failure.contains("Bearer [redacted]."))
  }

  @Test(arguments: ["myk_0f1e.00", "myo_0f1e.00"])
  func `an API key is refused without asking`(token: String) async throws {
    for tool in ["create_api_key", "list_api_keys", "revoke_api_key", "list_api_key_events"] {
      let bench = try Bench(credentials: StubCredentials(value: .success(token)))
      var arguments: JSONObject = tool == "create_api_key" ? Self.arguments : [:]
      if tool == "revoke_api_key" { arguments = ["id": "1"] }
      let failure = try #require(await bench.failure(tool, arguments))
      #expect(failure.contains("no API key can manage API keys"))
      #expect(!failure.contains(token))
      #expect(bench.backend.asked.isEmpty)
    }
  }

  @Test func `a missing token is said with the way to give one`() async throws {
    let none = try Bench(credentials: StubCredentials(value: .success(nil)))
    #expect(await none.failure("list_api_keys")?.contains("NETHESIS_MCP_TOKEN_FILE") == true)
    let broken = try Bench(credentials: StubCredentials(value: .failure(CredentialError("The file is gone."))))
    #expect(await broken.failure("list_api_keys")?.hasSuffix("The file is gone.") == true)
    #expect(none.backend.asked.isEmpty && broken.backend.asked.isEmpty)
  }

  @Test func `an operation that is open to all sends no token`() async throws {
    let bench = try Bench(operation: "{}")
    #expect(await bench.call()["isError"] == false)
    #expect(bench.backend.asked.first?.request.headerFields[.authorization] == nil)
  }
}
