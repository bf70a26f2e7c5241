import JSON
import TextCoding
import Testing

@testable import TokenVerification

/// JWK sets of real issuers, with what they hold besides the keys that are of use.
@Suite struct KeySetTests {
  private func keySet(_ keys: [JSONValue]) -> KeySet? { KeySet(JSONValue.object(["keys": .array(keys)]).json) }

  @Test func `keys of no use do not keep the others from being read`() throws {
    let good = try SigningKey.p384("good").jwk(.es384)
    let odd: [JSONValue] = [
      ["kty": "oct", "k": "AA", "kid": "a"], ["kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA", "kid": "b"],
      ["kty": "OKP", "crv": "X25519", "x": "AA", "kid": "c"], ["kty": "RSA", "kid": "d"], ["kty": 1, "kid": "e"],
      .object(try SigningKey.p256("f").jwk(.es384)), .object(changed(good, "kid", nil)), [], nil, "key", 1, [:],
      ["kty": "AKP", "alg": "ML-DSA-44", "pub": "AA", "kid": "g"],
    ]
    let set = try #require(keySet(odd + [.object(good)]))
    #expect(set["good"].count == 1)
    for id in ["a", "b", "c", "d", "e", "f", "g", ""] { #expect(set[id].isEmpty) }
  }

  @Test func `a key that is not meant for signatures is none`() throws {
    let key = try SigningKey.p256("k").jwk()
    for (name, value, isUsed) in [
      ("use", "enc", false), ("use", "sig", true), ("use", 1, false), ("use", nil, false),
      ("key_ops", ["verify"], true), ("key_ops", ["sign"], false), ("key_ops", [], false),
      ("key_ops", "verify", false), ("alg", "ES256", true), ("alg", "ES384", false), ("alg", "ECDH-ES", false),
      ("alg", 1, false), ("alg", nil, false),
    ] as [(String, JSONValue, Bool)] {
      #expect(keySet([.object(changed(key, name, value))])?["k"].isEmpty == !isUsed, "\(name): \(value)")
    }
    #expect(keySet([.object(changed(key, "use", nil, removes: true))])?["k"].count == 1)
  }

  @Test func `a point that is not on its curve, or of another size, is no key`() throws {
    let key = try SigningKey.p256("k").jwk()
    let zero = JSONValue.string(Base64.text([UInt8](repeating: 0, count: 32), .url))
    for (name, value) in [
      ("x", zero), ("y", "AA"), ("x", nil), ("crv", "P-384"), ("crv", "P-521"),
      ("x", .string((key["x"]?.string ?? "") + "=")),
    ] as [(String, JSONValue)] { #expect(keySet([.object(changed(key, name, value))])?["k"].isEmpty == true) }
  }

  @Test func `RSA keys that are weak, or slow, are none`() throws {
    let key = try SigningKey.rsa("k").jwk()
    func modulus(_ bits: Int) -> JSONValue {
      .string(Base64.text([0x80] + [UInt8](repeating: 0, count: bits / 8 - 2) + [1], .url))
    }
    for (name, value) in [
      ("n", modulus(1024)), ("n", modulus(2040)), ("n", modulus(16_384)), ("n", ""), ("e", "AQ"), ("e", "AA"),
      ("e", "Ag"), ("e", "AQAAAAE"), ("e", ""), ("n", .string((key["n"]?.string ?? "") + "=")),
    ] as [(String, JSONValue)] {
      #expect(keySet([.object(changed(key, name, value))])?["k"].isEmpty == true, "\(name)")
    }
    #expect(keySet([.object(key)])?["k"].first?.algorithms == [.rs256, .ps256])
  }

  @Test func `of keys of one id, those of different kinds count, and of one kind the first`() throws {
    let keys = [SigningKey.p256("k"), .p384("k"), .p256("k")]
    let set = try #require(keySet(try keys.map { .object(try $0.jwk()) }))
    #expect(set["k"].count == 2)
    let signature = try keys[0].signature([1], .es256)
    #expect(set["k"].contains { $0.verifies(signature, of: [1], by: .es256) })
  }

  @Test(arguments: ["", "[]", "{}", #"{"keys":1}"#, #"{"keys":[],"keys":[]}"#, "<html>", #"{"keys":["#])
  func `something else than a set is none`(text: String) { #expect(KeySet(Array(text.utf8)) == nil) }

  @Test func `no more than fifty keys are looked at`() throws {
    let keys = try (0..<60).map { JSONValue.object(try SigningKey.ed25519("k\($0)").jwk()) }
    let set = try #require(keySet(keys))
    #expect(set["k49"].count == 1)
    #expect(set["k50"].isEmpty)
  }

  /// The example of RFC 8037 appendix A.4, and the one of RFC 7515 appendix A.3.
  @Test func `published examples verify`() throws {
    let edwards = try #require(
      VerificationKey([
        "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "kid": "a",
      ])
    )
    let text = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
    let edwardsSignature = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
    let bytes = try #require(Base64.bytes(canonical: edwardsSignature.utf8, .url))
    #expect(edwards.verifies(bytes, of: Array(text.utf8), by: .edDSA))
    let curve = try #require(
      VerificationKey([
        "kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0", "kid": "b",
      ])
    )
    let message =
      "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    let signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
    let curveBytes = try #require(Base64.bytes(canonical: signature.utf8, .url))
    #expect(curve.verifies(curveBytes, of: Array(message.utf8), by: .es256))
  }

  private func changed(
    _ key: JSONObject,
    _ name: String,
    _ value: JSONValue?,
    removes: Bool = false
  ) -> JSONObject {
    var members = key.members.filter { $0.name != name }
    if let value, !removes { members.append((name: name, value: value)) }
    return JSONObject(members)
  }
}
