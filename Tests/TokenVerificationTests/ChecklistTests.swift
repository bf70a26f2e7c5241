import Crypto
import JSON
import SignIn
import TextCoding
import Testing

@testable import TokenVerification

/// The checklist for signed access tokens (RFC 9068 section 4, RFC 8725), point by point.
@Suite struct ChecklistTests {
  private let issuer: TestIssuer
  private let verifier: TokenVerifier

  init() throws {
    issuer = try TestIssuer()
    verifier = issuer.verifier()
  }

  private func expect(_ fault: TokenFault, _ token: String) async {
    #expect(await verifier.verdict(token) == .invalid(fault))
  }

  @Test func `AUTH-01: a good token gives its facts`() async throws {
    let token = await verifier.verdict(try issuer.token()).token
    #expect(token?.subject == "alice")
    #expect(token?.clientID == "desk")
    #expect(token?.isMachine == false)
    #expect(token?.scopes == ["read", "write"])
    #expect(token?.issuer == TestIssuer.url)
    #expect(token?.expiry == Int(issuer.now) + 3600)
  }

  @Test func `a token is at most 16 kB long`() async throws {
    await expect(.size, try issuer.token(["more": .string(String(repeating: "x", count: 16 << 10))]))
    let long = try issuer.token(["more": .string(String(repeating: "x", count: 8 << 10))])
    #expect(await verifier.verdict(long).token != nil)
  }

  @Test func `a token has three parts of canonical base64url`() async throws {
    let token = try issuer.token()
    let parts = token.split(separator: ".").map(String.init)
    for text in [
      "", ".", "..", parts[0], "\(parts[0]).\(parts[1])", "\(token).", "\(token).x", ".\(token)", "\(token)=",
      "\(parts[0])=.\(parts[1]).\(parts[2])", "\(parts[0]).\(parts[1])..", "\(parts[0]).\(parts[1]).",
      token.replacing("-", with: "+").replacing("_", with: "/") + "+", " \(token)", "\(token)\n",
    ] { await expect(.form, text) }
  }

  @Test func `another spelling of the last digit is another token, and none`() async throws {
    let token = try issuer.token(by: .p256("x"), .es256)
    // 64 bytes leave four bits of the last digit unused.
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    let last = try #require(token.last.flatMap { digits.firstIndex(of: $0) })
    await expect(.form, "\(token.dropLast())\(digits[last ^ 1])")
  }

  @Test func `a name may stand once in header and claims, at any depth`() async throws {
    let header = #"{"alg":"ES384","typ":"at+jwt","kid":"one"}"#
    let claims = JSONValue.object(issuer.claims()).description
    for (header, claims) in [
      (#"{"alg":"ES384","alg":"ES384","typ":"at+jwt","kid":"one"}"#, claims),
      (header, #"{"sub":"mallory",\#(claims.dropFirst())"#), (header, #"{"x":{"a":1,"a":2},\#(claims.dropFirst())"#),
      (header, "[\(claims)]"), ("\"\(header)\"", claims), (header, "{"), (header, "\(claims)x"),
    ] {
      let signed = [header, claims].map { Base64.text(Array($0.utf8), .url) }.joined(separator: ".")
      let signature = Base64.text(try issuer.key.signature(Array(signed.utf8), .es384), .url)
      await expect(.form, "\(signed).\(signature)")
    }
  }

  @Test(arguments: [
    "none", "None", "NONE", "", "HS256", "HS384", "HS512", "RS1", "ES512", "es384", "ES384 ", "ES256K", "A128KW", "dir",
  ])
  func `only configured, asymmetric algorithms are accepted`(name: String) async throws {
    await expect(.algorithm, try issuer.token(header: ["alg": .string(name)]))
  }

  @Test func `an algorithm that is not a text, missing or left out of the settings is refused`() async throws {
    await expect(.algorithm, try issuer.token(header: ["alg": .none]))
    await expect(.algorithm, try issuer.token(header: ["alg": ["ES384"]]))
    let narrow = issuer.verifier { $0.algorithms = [.rs256] }
    #expect(await narrow.verdict(try issuer.token()) == .invalid(.algorithm))
  }

  @Test func `HMAC with the public key as secret, and no signature, are refused`() async throws {
    let header: JSONObject = ["alg": "HS256", "typ": "at+jwt", "kid": "one"]
    let signed = [header, issuer.claims()].map { Base64.text(JSONValue.object($0).json, .url) }.joined(separator: ".")
    let secret = JSONValue.object(try issuer.key.jwk(.es384)).json
    let code = HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: SymmetricKey(data: secret))
    await expect(.algorithm, "\(signed).\(Base64.text(Array(code), .url))")
    let none: JSONObject = ["alg": "none", "typ": "at+jwt", "kid": "one"]
    let unsigned = [none, issuer.claims()].map { Base64.text(JSONValue.object($0).json, .url) }.joined(separator: ".")
    await expect(.form, "\(unsigned).")
    await expect(.algorithm, "\(unsigned).AA")
  }

  @Test(arguments: ["at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt"])
  func `the type is that of access tokens, in any case`(type: String) async throws {
    #expect(await verifier.verdict(try issuer.token(header: ["typ": .string(type)])).token != nil)
  }

  @Test(arguments: ["JWT", "jwt", "logout+jwt", "dpop+jwt", "id_token", "at+jwt ", "application/jwt", ""])
  func `tokens of another type are refused`(type: String) async throws {
    await expect(.type, try issuer.token(header: ["typ": .string(type)]))
  }

  @Test func `a type that is missing is refused, and one that is no text too`() async throws {
    await expect(.type, try issuer.token(header: ["typ": .none]))
    await expect(.header, try issuer.token(header: ["typ": 1]))
  }

  @Test func `untyped tokens are accepted if a setting says so, but no ID tokens`() async throws {
    let verifier = issuer.verifier { $0.acceptsUntyped = true }
    for type in ["JWT", nil] as [JSONValue?] {
      #expect(await verifier.verdict(try issuer.token(header: ["typ": type])).token != nil)
      for claim in ["nonce", "at_hash", "c_hash", "events"] {
        let token = try issuer.token(header: ["typ": type], [claim: "x"])
        #expect(await verifier.verdict(token) == .invalid(.identityToken))
      }
      let bare = try issuer.token(header: ["typ": type], ["client_id": .none, "scope": .none])
      #expect(await verifier.verdict(bare) == .invalid(.type))
    }
    let other = try issuer.token(header: ["typ": "logout+jwt"])
    #expect(await verifier.verdict(other) == .invalid(.type))
  }

  @Test(arguments: [["exp"], [], ["b64"], nil, "exp"] as [JSONValue])
  func `critical parameters are refused, whatever they are`(critical: JSONValue) async throws {
    await expect(.critical, try issuer.token(header: ["crit": .some(critical)]))
  }

  @Test func `keys and addresses in the header are not used`() async throws {
    let own = SigningKey.p384("one")
    let header: [String: JSONValue?] = [
      "jwk": .object(try own.jwk(.es384)), "jku": "https://evil.example/jwks", "x5u": "https://evil.example/x",
      "x5c": ["AA=="],
    ]
    await expect(.signature, try issuer.token(header: header, by: own))
    #expect(issuer.requests.allSatisfy { $0.url.authority == "id.example" })
  }

  @Test func `the key is named, and known`() async throws {
    await expect(.noKeyID, try issuer.token(header: ["kid": .none]))
    await expect(.header, try issuer.token(header: ["kid": 1]))
    await expect(.header, try issuer.token(header: ["kid": .string(String(repeating: "k", count: 513))]))
    await expect(.unknownKey, try issuer.token(header: ["kid": "two"]))
    await expect(.unknownKey, try issuer.token(header: ["kid": ""]))
  }

  @Test func `a key is used with its own algorithm only`() async throws {
    let rsa = try SigningKey.rsa("rsa")
    let only = SigningKey(id: "only", material: rsa.material)
    issuer.change { state in
      state.keys += [(try? rsa.jwk()) ?? [:], (try? only.jwk(.rs256)) ?? [:]]
    }
    #expect(await verifier.verdict(try issuer.token(by: rsa, .ps256)).token != nil)
    #expect(await verifier.verdict(try issuer.token(by: rsa, .rs256)).token != nil)
    #expect(await verifier.verdict(try issuer.token(by: only, .rs256)).token != nil)
    await expect(.unfitKey, try issuer.token(by: only, .ps256))
    // The header says another algorithm than the signature has.
    await expect(.signature, try issuer.token(header: ["alg": "PS256"], by: rsa, .rs256))
    await expect(.unfitKey, try issuer.token(header: ["alg": "RS256"]))
    await expect(.unfitKey, try issuer.token(header: ["alg": "ES256"]))
    await expect(.unfitKey, try issuer.token(header: ["alg": "EdDSA"]))
  }

  @Test(arguments: SignatureAlgorithm.allCases)
  func `each algorithm verifies, and notices a change of any part`(algorithm: SignatureAlgorithm) async throws {
    let key: SigningKey =
      switch algorithm {
      case .es256: .p256("k")
      case .es384: .p384("k")
      case .edDSA: .ed25519("k")
      case .rs256, .ps256: try .rsa("k")
      }
    issuer.change { state in state.keys = [(try? key.jwk()) ?? [:]] }
    let token = try issuer.token(by: key, algorithm)
    #expect(await verifier.verdict(token).token?.subject == "alice")
    let other = try issuer.token(["sub": "mallory"], by: key, algorithm)
    let (parts, others) = (token.split(separator: "."), other.split(separator: "."))
    await expect(.signature, "\(parts[0]).\(others[1]).\(parts[2])")
    let signature = try #require(Base64.bytes(canonical: parts[2].utf8, .url))
    for changed in [
      Array(signature.dropLast()), signature + [0], [UInt8](repeating: 0, count: signature.count),
      [signature[0] ^ 1] + Array(signature.dropFirst()), [0],
    ] as [[UInt8]] { await expect(.signature, "\(parts[0]).\(parts[1]).\(Base64.text(changed, .url))") }
  }

  @Test(arguments: [
    "https://id.example/oidc/", "https://ID.example/oidc", "https://id.example", "https://evil.example/oidc", "",
  ])
  func `AUTH-01: the issuer is compared exactly`(name: String) async throws {
    await expect(.issuer, try issuer.token(["iss": .string(name)]))
  }

  @Test func `AUTH-01: a token without issuer is refused`() async throws {
    await expect(.issuer, try issuer.token(["iss": .none]))
    await expect(.issuer, try issuer.token(["iss": [.string(TestIssuer.url)]]))
  }

  @Test(
    arguments: [
      "https://mcp.example/mcp", "HTTPS://MCP.Example/mcp", "https://mcp.example/mcp/",
      ["https://other.example", "https://mcp.example/mcp"],
    ] as [JSONValue]
  )
  func `AUTH-02, AUTH-15: the audience is compared in its canonical form`(audience: JSONValue) async throws {
    #expect(await verifier.verdict(try issuer.token(["aud": .some(audience)])).token != nil)
  }

  @Test(
    arguments: [
      "https://mcp.example", "https://mcp.example/MCP", "https://mcp.example/mcp/x", "https://mcp.example/mcp#x",
      "https://mcp.example/mcp?x", "https://mcp.example:8443/mcp", "http://mcp.example/mcp", "desk", "", [],
      ["https://other.example"], "https://mcp.example/mcp//", "https://evil@mcp.example/mcp",
    ] as [JSONValue]
  )
  func `AUTH-02: a token for another audience is refused`(audience: JSONValue) async throws {
    await expect(.audience, try issuer.token(["aud": .some(audience)]))
  }

  @Test func `AUTH-02: an audience that is missing or of another type is refused, and nothing ends`() async throws {
    await expect(.audience, try issuer.token(["aud": .none]))
    for audience in [1, ["https://mcp.example/mcp", 1], ["a": 1], true, nil] as [JSONValue] {
      await expect(.claims, try issuer.token(["aud": .some(audience)]))
    }
  }

  @Test func `AUTH-01: a token has an end, and is refused after it`() async throws {
    let now = Int(issuer.now)
    await expect(.noEnd, try issuer.token(["exp": .none]))
    await expect(.expired, try issuer.token(["exp": .number(JSONNumber(now - 60))]))
    #expect(await verifier.verdict(try issuer.token(["exp": .number(JSONNumber(now - 59))])).token != nil)
    await expect(.expired, try issuer.token(["exp": 0]))
  }

  @Test func `a token that is not valid yet is refused`() async throws {
    let now = Int(issuer.now)
    for name in ["nbf", "iat"] {
      await expect(.early, try issuer.token([name: .number(JSONNumber(now + 61))]))
      #expect(await verifier.verdict(try issuer.token([name: .number(JSONNumber(now + 60))])).token != nil)
    }
    #expect(await verifier.verdict(try issuer.token(["nbf": .none, "iat": .none])).token != nil)
  }

  @Test func `a token lives for a day at most`() async throws {
    let now = Int(issuer.now)
    #expect(await verifier.verdict(try issuer.token(["exp": .number(JSONNumber(now + 86_400))])).token != nil)
    await expect(.lifetime, try issuer.token(["exp": .number(JSONNumber(now + 86_401))]))
    await expect(.lifetime, try issuer.token(["iat": .none, "exp": .number(JSONNumber(now + 86_401))]))
    await expect(.lifetime, try issuer.token(["iat": .number(JSONNumber(now - 90_000))]))
  }

  @Test(arguments: ["exp", "nbf", "iat"])
  func `a time is a number of seconds within the years that there are`(name: String) async throws {
    for text in ["1e300", "1e999", "-1", "1e18"] {
      await expect(.claims, try issuer.token([name: .some(.number(try #require(JSONNumber(text: text))))]))
    }
    for value in ["1800003600", true, [], [:], nil] as [JSONValue] {
      await expect(.claims, try issuer.token([name: .some(value)]))
    }
  }

  @Test func `a time may have a fraction`() async throws {
    let end = JSONValue.number(try #require(JSONNumber(text: "\(Int(issuer.now) + 10).75")))
    #expect(await verifier.verdict(try issuer.token(["exp": end])).token?.expiry == Int(issuer.now) + 10)
  }

  @Test(arguments: [["jkt": "x"], ["x5t#S256": "x"], [:], nil] as [JSONValue])
  func `a token that is bound to a key is not taken for one that anybody may bear`(cnf: JSONValue) async throws {
    await expect(.bound, try issuer.token(["cnf": .some(cnf)]))
  }

  @Test func `a token names its subject, or its client`() async throws {
    await expect(.nobody, try issuer.token(["sub": .none, "client_id": .none]))
    for (name, value) in [("sub", ""), ("sub", 1), ("sub", nil), ("client_id", ""), ("client_id", []), ("jti", 1)]
      as [(String, JSONValue)]
    { await expect(.claims, try issuer.token([name: .some(value)])) }
    await expect(.claims, try issuer.token(["sub": .string(String(repeating: "s", count: 1025))]))
  }

  @Test func `machines are told from people`() async throws {
    let machine = await verifier.verdict(try issuer.token(["sub": .none])).token
    #expect(machine?.isMachine == true)
    #expect(machine?.subject == nil)
    // The form that RFC 9068 section 2.2 gives the subject of a client's own token.
    #expect(await verifier.verdict(try issuer.token(["sub": "desk"])).token?.isMachine == true)
    #expect(await verifier.verdict(try issuer.token(["client_id": .none])).token?.isMachine == false)
  }

  @Test func `scopes are a text with spaces, or an array, in the claim of the settings`() async throws {
    #expect(await verifier.verdict(try issuer.token(["scope": .none])).token?.scopes == [])
    #expect(await verifier.verdict(try issuer.token(["scope": ""])).token?.scopes == [])
    #expect(await verifier.verdict(try issuer.token(["scope": "a  b\tc"])).token?.scopes == ["a", "b\tc"])
    for value in [1, ["a", 1], ["a": 1], nil] as [JSONValue] {
      await expect(.claims, try issuer.token(["scope": .some(value)]))
    }
    let other = issuer.verifier {
      $0.scopeClaim = "permissions"
      $0.clientClaim = "azp"
    }
    let token = await other.verdict(try issuer.token(["permissions": ["x", "y"], "azp": "app"])).token
    #expect(token?.scopes == ["x", "y"])
    #expect(token?.clientID == "app")
  }

  @Test func `everything but the signature is looked at before it`() async throws {
    // A signature that nobody could verify: the fault is the earlier one, and no key is fetched.
    let stranger = SigningKey.p384("one")
    for (changes, fault) in [
      (["iss": "https://evil.example"], .issuer), (["aud": "x"], .audience), (["exp": 1], .expired),
      (["cnf": [:]], .bound),
    ] as [([String: JSONValue?], TokenFault)] {
      await expect(fault, try issuer.token(changes, by: stranger))
    }
    #expect(issuer.requests.isEmpty)
  }
}
