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
    while true {
      do { try await endpoint.time.sleep(pause) } catch { throw .cancelled }
      guard endpoint.time.now() < authorization.expires else { throw Self.expired }
      switch await poll(authorization) {
      case .success(let object):
        let response = try TokenResponse(object, receivedAt: endpoint.time.now(), host: endpoint.provider.host)
        let identity = try endpoint.identity(of: response, nonce: nil, isRequired: false)
        return SignInGrant(response, identity: identity, scopes: scopes)
      case .refused(let refusal): pause = try nextPause(after: refusal, pause)
      // A service that is overloaded or gone is asked ever more rarely (section 3.5).
      case .unavailable, .uncertain: pause = min(pause * 2, .seconds(60))
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
    case "expired_token": throw Self.expired
    case "access_denied":
      throw SignInError(.denied, "The sign-in was declined at \(endpoint.provider.host). Nothing was stored.")
    default: throw endpoint.refused(refusal)
    }
  }

  private static let expired = SignInError(.expired, "The code has expired before somebody signed in. Start again.")
}
