/// Finds out whether a provider knows a client, by requests that sign nobody in and spend no token.
package struct ClientProbe: Sendable {
  /// The outcome of one request.
  package enum Outcome: Sendable, Hashable {
    /// The provider goes on with the flow.
    case accepted
    /// The provider refuses the client, its redirect or its scopes: the reason, with advice.
    case refused(String)
    /// The response does not tell.
    case unclear(String)
  }

  private let endpoint: TokenEndpoint
  private let scopes: [String]
  private let transport: any SignInTransport

  /// A redirect URI of this machine, whose port does not matter (RFC 8252 section 7.3).
  package static let redirectURI = "http://127.0.0.1:8400/callback"

  /// Makes a probe of a client at its provider.
  package init(_ endpoint: TokenEndpoint, scopes: [String], transport: any SignInTransport) {
    (self.endpoint, self.scopes, self.transport) = (endpoint, scopes, transport)
  }

  /// Requests the page of a sign-in in a browser, without going on (RFC 6749 section 4.1.1).
  package func browser() async -> Outcome {
    let host = endpoint.provider.host
    let request: AuthorizationRequest
    do throws(SignInError) {
      request = try AuthorizationRequest(
        endpoint.provider,
        client: endpoint.client,
        redirectURI: Self.redirectURI,
        scopes: scopes
      )
    } catch {
      return .refused(error.sentence)
    }
    guard let url = ServiceURL(request.url) else { return .unclear("The URL of the sign-in is too long to be tried.") }
    let response: SignInResponse
    do throws(SignInTransportError) { response = try await transport.send(SignInRequest(.provider, "GET", url)) } catch
    {
      return .unclear(error.sentence)
    }
    switch response.status {
    case 300...399: return redirected(response, request)
    // Providers must not redirect to an address that they do not know (section 4.1.2.1).
    case 400...499:
      return .refused(
        "\(host) does not know the client id, or not its redirect \(Self.redirectURI) with any port: HTTP "
          + "\(response.status). Ask who registered it."
      )
    case 200...299: return .unclear("\(host) answers with a page, which may be that of a sign-in.")
    default: return .unclear("\(host) answers with HTTP \(response.status).")
    }
  }

  private func redirected(_ response: SignInResponse, _ request: AuthorizationRequest) -> Outcome {
    guard let location = response.location, location.hasPrefix(Self.redirectURI) else { return .accepted }
    let query = location.split(separator: "?", maxSplits: 1).last.map(String.init) ?? ""
    switch request.redirect(query: query) {
    case .code: return .accepted
    case .failed(let error): return .refused(error.sentence)
    case .foreign: return .unclear("\(endpoint.provider.host) redirects back without the state that it was given.")
    }
  }

  /// Requests a device code that nobody will use, which ends by itself (RFC 8628 section 3.1).
  package func device() async -> Outcome {
    do throws(SignInError) {
      _ = try await DeviceFlow(endpoint, scopes: scopes).start()
      return .accepted
    } catch {
      switch error.kind {
      case .refused, .configuration, .untrusted: return .refused(error.sentence)
      default: return .unclear(error.sentence)
      }
    }
  }
}
