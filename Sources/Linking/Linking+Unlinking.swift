import MCP
package import SignIn
import Store
import WebServer

extension Linking {
  /// A linked session that was ended.
  package struct Unlinked: Sendable {
    /// The URL of the API.
    package let audience: String
    /// Whether the provider has revoked its tokens.
    package let isRevoked: Bool
  }

  /// Ends the sessions of a caller at all APIs: removed here first, then revoked at their providers.
  ///
  /// - Parameter caller: The key of the caller.
  /// - Returns: The sessions that there were.
  /// - Throws: If the store cannot be used, so that a session may still be there.
  package func unlink(_ caller: String) async throws(SignInError) -> [Unlinked] {
    var unlinked: [Unlinked] = []
    for own in all {
      let outcome = try await own.sessions().remove(of: caller)
      if outcome.session != nil { unlinked.append(Unlinked(audience: own.audience, isRevoked: outcome.isRevoked)) }
    }
    return unlinked
  }

  /// The page on which a person ends the own sessions: it has to be known whose they are.
  func unlinking(_ request: RouteRequest) async throws(StoreError) -> WebResponse {
    let leaves = request.path == "unlink/sign-in"
    switch request.method {
    case "GET" where leaves: return try await leaveToUnlink(request)
    case "GET", "HEAD": return LinkView(unlinkingAt: issuerHost, takesTokens: identification.caller != nil).response
    case "POST" where !leaves: return await unlink(byFormOf: request)
    default: return Self.wrongMethod
    }
  }

  /// The endpoint of the issuer that callers' tokens are of; `nil` if callers have none of an issuer.
  func endpoint() async throws(SignInError) -> TokenEndpoint? {
    if let issuer = identification.issuer { return try await issuer.endpoint() }
    guard let provider = identification.provider else { return nil }
    // Among several documents, one whose sessions are of that issuer: callers are known to no other.
    for own in all {
      let signIn = try own.signIn()
      if signIn.configuration.issuer == provider { return try await signIn.endpoint() }
    }
    return nil
  }

  /// The host at which callers sign in to be known; `nil` if they do not.
  var issuerHost: String? {
    (identification.issuer?.name ?? identification.provider).flatMap { ServiceURL($0)?.authority }
  }

  private func leaveToUnlink(_ request: RouteRequest) async throws(StoreError) -> WebResponse {
    let started: StartedAttempt
    do throws(SignInError) {
      guard let endpoint = try await endpoint() else { return LinkView.unknown }
      started = try start(.unlink, "", at: endpoint, scopes: ["openid"], visitor(of: request))
    } catch {
      return LinkView.note(502, "Not now", error.sentence)
    }
    return try await leave(by: started, until: now() + Int(options.lifetime.components.seconds))
  }

  /// Completes the sign-in of a person who wants the own sessions ended.
  func unlinked(_ attempt: LinkAttempt, _ query: String) async -> WebResponse {
    do throws(SignInError) {
      guard let endpoint = try await endpoint() else { return LinkView.unknown }
      let grant = try await grant(of: attempt, query, at: endpoint)
      await endpoint.discard(grant)
      guard let issuer = endpoint.provider.issuer, let identity = grant.identity,
        let caller = Principal(issuer: issuer, kind: .person, subject: identity.subject, clientID: nil)
      else { return LinkView.note(403, "Not known who you are", "The provider has not said who signed in.") }
      return Self.outcome(try await unlink(caller.key))
    } catch {
      return LinkView.note(502, "That did not work", error.sentence)
    }
  }

  private func unlink(byFormOf request: RouteRequest) async -> WebResponse {
    guard request.isSameOrigin(as: origin), let form = request.body.map({ FormData($0) }), let token = form["token"],
      let caller = identification.caller?(token)
    else { return LinkView.note(403, "Not accepted", "This is no access token of this server. Nothing was ended.") }
    do throws(SignInError) { return Self.outcome(try await unlink(caller.key)) } catch {
      return LinkView.note(503, "That did not work", error.sentence)
    }
  }

  private static func outcome(_ unlinked: [Unlinked]) -> WebResponse {
    guard !unlinked.isEmpty else {
      return LinkView.note(200, "Nothing was linked", "There was no session of yours on this server.")
    }
    let names = unlinked.map(\.audience).joined(separator: ", ")
    let revoked = unlinked.allSatisfy(\.isRevoked) ? " The provider has revoked it, too." : ""
    return LinkView.note(
      200,
      "Unlinked",
      "Your session for \(names) is removed from this server.\(revoked) The next call of your assistant asks you again."
    )
  }
}
