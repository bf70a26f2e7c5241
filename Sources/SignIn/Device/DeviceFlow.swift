/// The device flow (RFC 8628): the person signs in on any device, this program asks until it is done.
package struct DeviceFlow: Sendable {
  private let endpoint: TokenEndpoint
  private let scopes: [String]
  private let resource: String?

  /// Makes a flow.
  package init(_ endpoint: TokenEndpoint, scopes: [String], resource: String? = nil) {
    self.endpoint = endpoint
    self.scopes = scopes
    self.resource = resource
  }

  /// Requests a code for the person (section 3.1).
  ///
  /// - Throws: If the provider has no device flow, refuses, or is out of order.
  package func start() async throws(SignInError) -> DeviceAuthorization {
    guard let url = endpoint.provider.deviceEndpoint else {
      throw SignInError(.configuration, "This provider has no device flow: sign in with a browser on this machine.")
    }
    let form = FormBody([
      ("scope", scopes.isEmpty ? nil : scopes.joined(separator: " ")), ("resource", resource),
    ])
    let secrets = endpoint.client.secret.map { [$0] } ?? []
    switch await ServiceReply.of(endpoint.client.request(form, to: url), endpoint.transport, secrets: secrets) {
    case .success(let object):
      return try DeviceAuthorization(object, receivedAt: endpoint.time.now(), host: url.authority)
    case .refused(let refusal): throw endpoint.refused(refusal)
    case .unavailable(let sentence), .uncertain(let sentence):
      throw SignInError(.unavailable, "The provider gave no code. \(sentence) Try again.")
    }
  }

  /// Waits until the person has signed in (sections 3.4 and 3.5).
  ///
  /// - Throws: If the person declines, the code expires, the provider refuses, or the task is cancelled.
  package func wait(for authorization: DeviceAuthorization) async throws(SignInError) -> SignInGrant {
    var pause = authorization.interval
    var problem: String?
    while true {
      do { try await endpoint.time.sleep(pause) } catch { throw .cancelled }
      guard endpoint.time.now() < authorization.expires else { throw Self.expired(problem) }
      switch await poll(authorization) {
      case .success(let object):
        let response = try TokenResponse(object, receivedAt: endpoint.time.now(), host: endpoint.provider.host)
        let identity = try await endpoint.signedIdentity(of: response, nonce: nil, isRequired: false)
        return SignInGrant(response, identity: identity, scopes: scopes)
      case .refused(let refusal):
        pause = try nextPause(after: refusal, pause)
        problem = nil
      // A service that is overloaded or gone is asked ever more rarely (section 3.5).
      case .unavailable(let sentence), .uncertain(let sentence):
        pause = min(pause * 2, .seconds(60))
        problem = sentence
      }
    }
  }

  private func poll(_ authorization: DeviceAuthorization) async -> ServiceReply {
    let form = FormBody([
      ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", authorization.deviceCode.secret),
    ])
    return await endpoint.reply(form, secrets: [authorization.deviceCode.secret])
  }

  private func nextPause(after refusal: ServiceRefusal, _ pause: Duration) throws(SignInError) -> Duration {
    switch refusal.code {
    case "authorization_pending": return pause
    // For this and all later requests (section 3.5).
    case "slow_down": return pause + .seconds(5)
    case "expired_token": throw Self.expired(nil)
    case "access_denied":
      throw SignInError(.denied, "The sign-in was declined at \(endpoint.provider.host). Nothing was stored.")
    default: throw endpoint.refused(refusal)
    }
  }

  /// The end of a code's life, and the last problem if the provider was not to be asked.
  private static func expired(_ problem: String?) -> SignInError {
    SignInError(
      .expired,
      "The code has expired before somebody signed in. \(problem.map { "\($0) " } ?? "")Start again."
    )
  }
}
