import TextCoding

/// The registration of this program at a provider (RFC 6749 section 2).
package struct OAuthClient: Sendable, Hashable {
  /// The ways in which a client proves that it is itself (section 2.3).
  package enum Authentication: Sendable, Hashable {
    /// A public client, which has no secret (`none`).
    case publicClient
    /// A secret as user name and password (`client_secret_basic`).
    case basic(secret: TokenText)
    /// A secret in the form (`client_secret_post`).
    case post(secret: TokenText)
  }

  /// The client id.
  package let id: String
  /// Its authentication.
  package let authentication: Authentication

  /// Makes a client.
  package init(id: String, authentication: Authentication = .publicClient) {
    self.id = id
    self.authentication = authentication
  }

  var secret: String? {
    switch authentication {
    case .publicClient: nil
    case .basic(let secret), .post(let secret): secret.secret
    }
  }

  /// A request to an endpoint of the provider, with what identifies the client (section 2.3.1).
  func request(_ form: FormBody, to url: ServiceURL) -> SignInRequest {
    var form = form
    switch authentication {
    case .publicClient: form.add("client_id", id)
    case .post(let secret):
      form.add("client_id", id)
      form.add("client_secret", secret.secret)
    case .basic: break
    }
    var request = SignInRequest.post(form, to: url)
    if case .basic(let secret) = authentication {
      // Both parts are encoded as in a form before they are joined (section 2.3.1).
      let pair = "\(FormBody.encoded(id)):\(FormBody.encoded(secret.secret))"
      request.fields.append(("Authorization", "Basic \(Base64.text(Array(pair.utf8)))"))
    }
    return request
  }
}
