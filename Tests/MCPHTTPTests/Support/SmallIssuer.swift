import Crypto
import JSON
import MCP
import SignIn
import Synchronization
import TextCoding
import TokenVerification

@testable import MCPHTTP

/// An issuer with one key, whose tokens a test makes.
final class SmallIssuer: SignInTransport {
  static let url = "https://id.example/oidc"
  private let key = P256.Signing.PrivateKey()
  private let isDown = Mutex(false)
  /// The lines of the log about refused tokens.
  let lines = Mutex<[String]>([])

  func goDown() { isDown.withLock { $0 = true } }

  func send(_ request: SignInRequest) async throws(SignInTransportError) -> SignInResponse {
    guard isDown.withLock({ !$0 }) else { throw SignInTransportError(wasSent: false, sentence: "It is down.") }
    let point = Array(key.publicKey.rawRepresentation)
    let jwk: JSONValue = [
      "kty": "EC", "crv": "P-256", "kid": "k", "x": .string(Base64.text(Array(point[..<32]), .url)),
      "y": .string(Base64.text(Array(point[32...]), .url)),
    ]
    let object: JSONValue =
      request.url.target.hasSuffix("/jwks")
      ? ["keys": [jwk]] : ["issuer": .string(Self.url), "jwks_uri": .string("\(Self.url)/jwks")]
    return SignInResponse(status: 200, contentType: "application/json", body: object.json)
  }

  /// A token of alice for the sample server with scopes; changes replace claims, and `nil` takes one out.
  func token(_ scope: String, _ changes: [String: JSONValue?] = [:]) throws -> String {
    let now = Int(TokenClock.system.seconds())
    var claims: [String: JSONValue] = [
      "iss": .string(Self.url), "aud": "https://mcp.example/x/mcp", "sub": "alice", "client_id": "desk",
      "iat": .number(JSONNumber(now)), "exp": .number(JSONNumber(now + 600)), "scope": .string(scope),
    ]
    for (name, value) in changes { claims[name] = value }
    let header: JSONObject = ["alg": "ES256", "typ": "at+jwt", "kid": "k"]
    let signed = [header, JSONObject(claims.map { (name: $0.key, value: $0.value) })]
      .map { Base64.text(JSONValue.object($0).json, .url) }.joined(separator: ".")
    let signature = Array(try key.signature(for: Array(signed.utf8)).rawRepresentation)
    return "\(signed).\(Base64.text(signature, .url))"
  }

  func access(
    besides other: (any AccessRule)? = nil,
    asked: Set<AccessLevel> = [],
    listsByScope: Bool = false
  ) -> IssuedTokenAccess {
    var names = ScopeNames()
    names[.keys] = "my:keys"
    let resource = ProtectedResource(
      origin: "https://mcp.example",
      path: "/x/mcp",
      issuer: Self.url,
      names: names,
      asked: asked,
      listsByScope: listsByScope
    )
    let verifier = TokenVerifier(
      TokenRequirements(issuer: Self.url, audiences: [resource.identifier]),
      transport: self
    )
    return IssuedTokenAccess(verifier, for: resource, besides: other) { line in self.lines.withLock { $0.append(line) }
    }
  }
}

/// Knows one token by itself.
struct OneToken: AccessRule {
  var isOpen: Bool { false }

  func admit(bearer token: Substring?) -> AccessDecision {
    token == "nmcp_known" ? .admitted(Principal(named: "carol")) : .refused(.invalidToken)
  }
}
