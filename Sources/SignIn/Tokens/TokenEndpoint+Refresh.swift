import JSON

extension TokenEndpoint {
  /// Sends a refresh token (RFC 6749 section 6).
  func refresh(_ token: TokenText) async -> ServiceReply {
    let form = FormBody([("grant_type", "refresh_token"), ("refresh_token", token.secret)])
    return await reply(form, secrets: [token.secret])
  }

  /// Reads the response to a refresh, whose ID token names the same person if there is one.
  ///
  /// OpenID Connect Core 1.0 section 12.2.
  func refreshed(_ object: JSONObject, of account: SessionAccount) throws(SignInError) -> TokenResponse {
    let response = try TokenResponse(object, receivedAt: time.now(), host: provider.host)
    if let identity = try identity(of: response, nonce: nil, isRequired: false), let subject = account.subject,
      identity.subject != subject
    {
      throw SignInError(.untrusted, "\(provider.host) renewed the session of another person: it is not used.")
    }
    return response
  }
}

extension ServiceRefusal {
  /// Whether the refresh token is dead, not only the request wrong (RFC 6749 section 5.2).
  ///
  /// Some providers give no code. Other statuses than 400 without one come from something that lies before the provider.
  var endsGrant: Bool { code == "invalid_grant" || code == nil && status == 400 }
}

extension HeldRefresh {
  /// The same token, which its service left valid, at a time.
  func renewed(at now: Moment) -> HeldRefresh { HeldRefresh(token: token, obtained: now, expires: expires) }
}
