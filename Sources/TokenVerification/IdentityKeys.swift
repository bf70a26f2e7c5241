import JSON
package import SignIn

/// Verifies the signatures of ID tokens by the keys that their issuer's metadata name.
///
/// OpenID Connect Core 1.0 section 3.1.3.7 (6) lets TLS to the token endpoint stand in for it. It does so for tokens of
/// algorithms that are not known here, and for those that name no key.
package struct IdentityKeys: IdentityVerification {
  private let transport: any SignInTransport

  /// Makes a verification that fetches the keys for each sign-in.
  package init(_ transport: any SignInTransport) { self.transport = transport }

  package func verify(_ token: String, of issuer: String) async throws(SignInError) {
    let parsed: JSONWebToken
    do throws(TokenFault) { parsed = try JSONWebToken(token) } catch {
      throw SignInError(.untrusted, "The ID token cannot be accepted: \(error). Nothing was stored.")
    }
    guard let algorithm = parsed.header["alg"]?.string.flatMap(SignatureAlgorithm.init),
      let id = parsed.header["kid"]?.string
    else { return }
    let keys: KeySet
    do throws(KeyFetchError) {
      keys = try await ProviderKeys(of: issuer, at: nil, transport, clock: .system).fetch().set
    } catch {
      throw SignInError(
        .unavailable,
        "The provider's keys cannot be had, so nobody can tell whether its ID token is genuine. \(error.sentence) "
          + "Nothing was stored. Sign in again later."
      )
    }
    guard keys[id].contains(where: { $0.verifies(parsed.signature, of: parsed.signedBytes, by: algorithm) }) else {
      throw SignInError(
        .untrusted,
        "The ID token cannot be accepted: its signature is not that of a key of its provider. Nothing was stored."
      )
    }
  }
}
