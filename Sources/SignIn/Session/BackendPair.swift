import JSON

/// The backend's session as a response gives it: an access token, a refresh token, and the person.
struct BackendPair: Sendable {
  let access: HeldAccess
  let refresh: HeldRefresh?
  let account: SessionAccount

  init(_ object: JSONObject, receivedAt now: Moment, host: String) throws(SignInError) {
    let data = object["data"]?.object ?? object
    access = HeldAccess(
      try TokenResponse.token("token", of: data, host),
      lifetime: TokenResponse.duration(data["expires_in"]),
      receivedAt: now
    )
    refresh =
      data["refresh_token"]?.string == nil
      ? nil
      : HeldRefresh(try TokenResponse.token("refresh_token", of: data, host), lifetime: nil, receivedAt: now)
    let claims = access.token.claims
    if let kind = claims?["token_type"]?.string, kind != "access" {
      throw SignInError(.untrusted, "\(host) gave a token of another kind than a session: nothing was stored.")
    }
    account = SessionAccount(data["user"]?.object ?? claims?["user"]?.object ?? [:], subject: nil)
  }
}

/// Requests to a backend that makes sessions of its own.
struct BackendSessions: Sendable {
  let endpoints: BackendEndpoints
  let transport: any SignInTransport

  func exchange(_ token: TokenText) async -> ServiceReply {
    await post(["access_token": .string(token.secret)], to: endpoints.exchange, secrets: [token.secret])
  }

  func refresh(_ token: TokenText) async -> ServiceReply {
    await post(["refresh_token": .string(token.secret)], to: endpoints.refresh, secrets: [token.secret])
  }

  /// Ends all sessions of the person; `nil` if the backend has no endpoint for it.
  func logout(_ token: TokenText) async -> ServiceReply? {
    guard let url = endpoints.logout else { return nil }
    var request = SignInRequest(.backend, "POST", url)
    request.fields.append(("Authorization", "Bearer \(token.secret)"))
    return await ServiceReply.of(request, transport, secrets: [token.secret])
  }

  private func post(_ body: JSONValue, to url: ServiceURL, secrets: [String]) async -> ServiceReply {
    var request = SignInRequest(.backend, "POST", url)
    request.fields.append(("Content-Type", "application/json"))
    request.body = body.json
    return await ServiceReply.of(request, transport, secrets: secrets)
  }
}
