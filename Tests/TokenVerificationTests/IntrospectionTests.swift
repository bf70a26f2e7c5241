import Crypto
import JSON
import SignIn
import Testing

@testable import TokenVerification

/// Opaque tokens, about which the issuer is asked (RFC 7662).
@Suite struct IntrospectionTests {
  private let issuer: TestIssuer
  private let verifier: TokenVerifier

  init() throws {
    issuer = try TestIssuer()
    let secret = try #require(TokenText("s3cret"))
    verifier = issuer.verifier(introspector: OAuthClient(id: "mcp", authentication: .basic(secret: secret)))
  }

  private func answer(_ object: JSONObject, status: Int = 200) {
    issuer.change { $0.introspection = { _ in .json(object, status: status) } }
  }

  private func active(_ changes: [String: JSONValue?] = [:]) -> JSONObject {
    var changes = changes
    changes["active"] = changes["active"] ?? true
    return issuer.claims(changes)
  }

  private var questions: [SignInRequest] { issuer.requests.filter { $0.url.target.hasSuffix("/introspection") } }

  @Test func `an active token gives its facts, and is asked about once a minute`() async throws {
    answer(active())
    for _ in 0..<3 { #expect(await verifier.verdict("opaque-1").token?.subject == "alice") }
    #expect(questions.count == 1)
    issuer.advance(60)
    #expect(await verifier.verdict("opaque-1").token != nil)
    #expect(questions.count == 2)
    let question = try #require(questions.first)
    #expect(String(decoding: question.body, as: UTF8.self) == "token=opaque-1&token_type_hint=access_token")
    #expect(question.fields.contains { $0.name == "Authorization" && $0.value == "Basic bWNwOnMzY3JldA==" })
  }

  @Test func `an active token is not kept beyond its end`() async throws {
    answer(active(["exp": .number(JSONNumber(Int(issuer.now) + 10))]))
    #expect(await verifier.verdict("opaque-1").token != nil)
    issuer.advance(11)
    answer(["active": false])
    #expect(await verifier.verdict("opaque-1") == .invalid(.inactive))
  }

  @Test func `a token that is not active is asked about again after seconds`() async {
    answer(["active": false])
    for _ in 0..<3 { #expect(await verifier.verdict("opaque-1") == .invalid(.inactive)) }
    #expect(questions.count == 1)
    issuer.advance(5)
    answer(active())
    #expect(await verifier.verdict("opaque-1").token != nil)
  }

  @Test(
    arguments: [
      (["aud": "https://other.example"], .audience), (["aud": .none], .audience),
      (["iss": "https://evil.example"], .issuer), (["exp": 1], .expired), (["cnf": [:]], .bound),
      (["sub": .none, "client_id": .none], .nobody), (["token_type": "DPoP"], .type),
      (["token_type": "refresh_token"], .type), (["nbf": 1_900_000_000], .early), (["scope": 1], .claims),
    ] as [([String: JSONValue?], TokenFault)]
  )
  func `AUTH-02: an active token is checked like a signed one`(
    changes: [String: JSONValue?],
    fault: TokenFault
  ) async {
    answer(active(changes))
    #expect(await verifier.verdict("opaque-1") == .invalid(fault))
  }

  @Test func `what the issuer leaves out it vouches for`() async {
    answer(active(["iss": .none, "exp": .none, "token_type": "Bearer"]))
    #expect(await verifier.verdict("opaque-1").token != nil)
  }

  @Test(arguments: [
    SignInResponse(status: 500), SignInResponse(status: 503), SignInResponse(status: 401), SignInResponse(status: 403),
    SignInResponse(status: 404), SignInResponse(status: 302), SignInResponse(status: 200, body: Array("[]".utf8)),
    SignInResponse(status: 200, contentType: "text/html", body: Array("<html>".utf8)),
    .json(["active": "true"]), .json([:]), .json(["active": 1]), SignInResponse(status: 200, body: [], isCut: true),
    .json(["error": "invalid_client"], status: 401),
  ])
  func `anything else than an answer is an outage`(response: SignInResponse) async {
    issuer.change { $0.introspection = { _ in response } }
    #expect(await verifier.verdict("opaque-1").isUnavailable)
    #expect(issuer.notes.count == 1)
    #expect(issuer.notes.allSatisfy { !$0.contains("opaque-1") && !$0.contains("s3cret") })
    answer(active())
    #expect(await verifier.verdict("opaque-1").token != nil)
    #expect(issuer.notes.count == 2)
  }

  @Test func `a kind of token that the issuer does not know is invalid`() async {
    answer(["error": "unsupported_token_type"], status: 400)
    #expect(await verifier.verdict("opaque-1") == .invalid(.inactive))
  }

  @Test func `signed tokens are verified here, and never sent`() async throws {
    answer(active())
    #expect(await verifier.verdict(try issuer.token()).token != nil)
    #expect(await verifier.verdict(try issuer.token(by: .p384("one"))) == .invalid(.signature))
    #expect(questions.isEmpty)
  }

  @Test func `without a client for it, opaque tokens are invalid`() async {
    #expect(await issuer.verifier().verdict("opaque-1") == .invalid(.form))
    #expect(issuer.requests.isEmpty)
  }

  @Test func `the secret goes nowhere but to the issuer's origin`() async {
    issuer.change {
      $0.metadata = ["issuer": .string(TestIssuer.url), "introspection_endpoint": "https://evil.example/introspection"]
    }
    #expect(await verifier.verdict("opaque-1").isUnavailable)
    #expect(questions.isEmpty)
  }

  @Test func `a network with many bad tokens has to wait`() async {
    answer(["active": false])
    for number in 0..<20 { #expect(await verifier.verdict("opaque-\(number)") == .invalid(.inactive)) }
    #expect(await verifier.verdict("opaque-x").isLimited)
    #expect(questions.count == 20)
  }
}

extension SHA256Digest {
  /// The digest of a text.
  init(of text: String) { self = SHA256.hash(data: Array(text.utf8)) }
}
