@testable import Calls
import HTTPTypes
import JSON
@testable import Redaction
import Testing

/// Which credentials a call shows, and where.
struct CredentialCheckTests {
  private static let schemes = #"""
    , "components": {"securitySchemes": {
      "Token": {"type": "http", "scheme": "bearer"}, "Basic": {"type": "http", "scheme": "Basic"},
      "Header": {"type": "apiKey", "in": "header", "name": "X-Key"},
      "Query": {"type": "apiKey", "in": "query", "name": "api key"},
      "Cookie": {"type": "apiKey", "in": "cookie", "name": "session"},
      "Digest": {"type": "http", "scheme": "digest"}, "OAuth": {"type": "oauth2", "flows": {}}}}
    """#

  private func bench(
    _ security: String,
    _ others: [String: Credential] = [:],
    token: String? = nil,
    parameters: String = "[]",
    backend: StubBackend = StubBackend()
  ) throws -> Bench {
    try Bench(
      operation: #"{"security": \#(security), "parameters": \#(parameters)}"#,
      rest: Self.schemes,
      backend: backend,
      credentials: StubCredentials(value: .success(token), others: others)
    )
  }

  /// What a call without arguments sent: the credential fields, and the path.
  private func sent(_ bench: Bench) async throws -> [String?] {
    _ = await bench.call()
    let request = try #require(bench.backend.asked.first?.request)
    let key = try #require(HTTPField.Name("X-Key"))
    return [
      request.headerFields[.authorization], request.headerFields[key], request.headerFields[.cookie], request.path,
    ]
  }

  @Test(
    arguments: [
      ("Basic", .basic(user: "mario", password: "p:w"), ["Basic bWFyaW86cDp3", nil, nil, "/base/things"]),
      ("Header", .key("k 1"), [nil, "k 1", nil, "/base/things"]),
      ("Query", .key("a&b=c"), [nil, nil, nil, "/base/things?api%20key=a%26b%3Dc"]),
      ("Cookie", .key("a;b"), [nil, nil, "session=a%3Bb", "/base/things"]),
      ("Token", .bearer("t"), ["Bearer t", nil, nil, "/base/things"]),
      ("OAuth", .bearer("t"), ["Bearer t", nil, nil, "/base/things"]),
    ] as [(String, Credential, [String?])]
  )
  func `a credential goes where its scheme says`(
    scheme: String,
    credential: Credential,
    expected: [String?]
  ) async throws {
    #expect(try await sent(bench(#"[{"\#(scheme)": []}]"#, [scheme: credential])) == expected)
  }

  @Test func `a credential is put beside arguments, and no argument is in its own place`() async throws {
    let parameters = #"""
      [{"name": "q", "in": "query", "schema": {}}, {"name": "crumb", "in": "cookie", "schema": {}},
       {"name": "x-key", "in": "header", "schema": {}}]
      """#
    let bench = try bench(
      #"[{"Query": [], "Cookie": [], "Header": []}]"#,
      ["Query": .key("k1"), "Cookie": .key("k2"), "Header": .key("k3")],
      parameters: parameters
    )
    _ = await bench.call(nil, ["q": "1", "crumb": "2"])
    let request = try #require(bench.backend.asked.first?.request)
    #expect(request.path == "/base/things?q=1&api%20key=k1")
    #expect(request.headerFields[.cookie] == "crumb=2; session=k2")
    #expect(request.headerFields[try #require(HTTPField.Name("X-Key"))] == "k3")
  }

  @Test(
    arguments: [
      // Of several ways the first one that is configured; all of one way, or none.
      (#"[{"Header": []}, {"Token": []}]"#, "Bearer t"), (#"[{"Header": [], "Token": []}, {"OAuth": []}]"#, "Bearer t"),
      (#"[{"Digest": []}, {"Token": []}]"#, "Bearer t"), (#"[{}, {"Token": []}]"#, "Bearer t"),
      (#"[{}, {"Header": []}]"#, nil), (#"[{"Basic": []}, {"Token": []}]"#, "Basic bWFyaW86cHc="),
    ] as [(String, String?)]
  )
  func `of the alternatives the first that is configured is taken`(security: String, expected: String?) async throws {
    let bench = try bench(security, ["Basic": .basic(user: "mario", password: "pw")], token: "t")
    #expect(try await sent(bench)[0] == expected)
  }

  @Test func `what is lacking is said, and nothing is sent`() async throws {
    let bench = try bench(#"[{"Header": []}]"#, token: "t")
    let failure = try #require(await bench.failure())
    #expect(failure.contains("no credential is configured"))
    #expect(failure.contains("scheme Header"))
    #expect(bench.backend.asked.isEmpty)
  }

  @Test(
    arguments: [
      ("Header", .key("se\r\ncret")), ("Basic", .basic(user: "a:b", password: "secret")), ("Header", .bearer("secret")),
      ("Token", .bearer("se\u{0}cret")),
    ] as [(String, Credential)]
  )
  func `a credential that does not fit is refused and not repeated`(scheme: String, credential: Credential) async throws
  {
    let bench = try bench(#"[{"\#(scheme)": []}]"#, [scheme: credential])
    let failure = try #require(await bench.failure())
    #expect(failure.contains("the credential for \(scheme)"))
    #expect(!failure.contains("cret"))
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `AUTH-10: no form of a credential comes back`() async throws {
    let echo = "password8 bWFyaW86cGFzc3dvcmQ4 key/1234567 key%2F1234567"
    let backend = StubBackend(400, type: "text/plain", body: echo)
    let bench = try bench(
      #"[{"Basic": [], "Query": []}]"#,
      ["Basic": .basic(user: "mario", password: "password8"), "Query": .key("key/1234567")],
      backend: backend
    )
    let failure = try #require(await bench.failure())
    #expect(failure.hasSuffix("[redacted] [redacted] [redacted] [redacted]"))
  }
}
