package import JSON

/// A question to a provider about a token (RFC 7662 section 2.1).
package struct IntrospectionRequest: Sendable {
  /// The provider's reply.
  package enum Reply: Sendable {
    /// The facts of the token, of which `active` is the first to look at (section 2.2).
    case token(JSONObject)
    /// The provider tells nothing about tokens of this kind.
    case unsupported
  }

  private let token: String
  private let client: OAuthClient

  /// Makes a question of a client, which proves that it is itself (section 2.1).
  package init(token: String, client: OAuthClient) {
    self.token = token
    self.client = client
  }

  /// Asks, and returns the reply.
  ///
  /// - Throws: If the provider gives none that says something about the token.
  package func send(to url: ServiceURL, _ transport: any SignInTransport) async throws(SignInError) -> Reply {
    var request = client.request(FormBody([("token", token), ("token_type_hint", "access_token")]), to: url)
    request.timeout = .seconds(5)
    let secrets = [token] + (client.secret.map { [$0] } ?? [])
    switch await ServiceReply.of(request, transport, secrets: secrets) {
    case .success(let object) where object["active"]?.bool != nil: return .token(object)
    case .success:
      throw SignInError(.untrusted, "\(url.authority) answered without saying whether a token is active.")
    case .refused(let refusal) where refusal.code == "unsupported_token_type": return .unsupported
    case .refused(let refusal):
      throw SignInError(.refused(code: refusal.code), "\(url.authority) refused to answer: \(refusal.reason).")
    case .unavailable(let sentence), .uncertain(let sentence): throw SignInError(.unavailable, sentence)
    }
  }
}
