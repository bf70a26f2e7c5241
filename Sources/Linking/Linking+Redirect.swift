import MCP
import SignIn
import StepUp
import Store
import WebServer

extension Linking {
  /// Leaves a page for the provider at which the person signs in first; without one, the page says why.
  func leave(
    _ page: LinkPage,
    _ own: LinkedCredentials,
    _ request: RouteRequest
  ) async throws(StoreError) -> WebResponse {
    guard page.state == .waiting else { return LinkView.redirect(to: "../\(page.id)") }
    let attempt: StartedAttempt
    do throws(SignInError) {
      switch way(of: page, own) {
      case .provider?: attempt = try await upstream(.link, page, own, visitor(of: request))
      case .issuer(let issuer)?: attempt = try await identifying(at: issuer, page, visitor(of: request))
      // The person at the page has to type the token before.
      case .token?, nil: return view(page, own, request)
      }
    } catch {
      return view(page, own, request, problem: error.sentence)
    }
    return try await leave(by: attempt, until: page.expires)
  }

  /// A sign-in with the URL to open, not stored yet.
  struct StartedAttempt {
    let attempt: LinkAttempt
    let reference: String
    let url: String
    /// The field that makes a new browser known; `nil` for one that is.
    let cookie: String?
  }

  /// Stores an attempt, and leads the browser to the provider.
  func leave(by started: StartedAttempt, until end: Int) async throws(StoreError) -> WebResponse {
    try await pages.add(started.attempt, started.reference, until: end)
    return LinkView.redirect(to: started.url, cookie: started.cookie)
  }

  func way(of page: LinkPage, _ own: LinkedCredentials) -> CallerIdentification.Way? {
    identification.way(of: page.caller, at: try? own.signIn().configuration.issuer)
  }

  /// Begins the sign-in at the provider of an API.
  func upstream(
    _ purpose: LinkAttempt.Purpose,
    _ page: LinkPage,
    _ own: LinkedCredentials,
    _ visitor: String?
  ) async throws(SignInError) -> StartedAttempt {
    let signIn = try own.signIn()
    let endpoint = try await signIn.endpoint()
    return try start(purpose, page.id, at: endpoint, scopes: signIn.scopes(endpoint.provider), visitor)
  }

  private func identifying(
    at issuer: CallerIdentification.Issuer,
    _ page: LinkPage,
    _ visitor: String?
  ) async throws(SignInError) -> StartedAttempt {
    try start(.identify, page.id, at: try await issuer.endpoint(), scopes: ["openid"], visitor)
  }

  func start(
    _ purpose: LinkAttempt.Purpose,
    _ page: String,
    at endpoint: TokenEndpoint,
    scopes: [String],
    resource: String? = nil,
    _ known: String?
  ) throws(SignInError) -> StartedAttempt {
    let visitor = known ?? LinkID.make()
    let request = try AuthorizationRequest(
      endpoint.provider,
      client: endpoint.client,
      redirectURI: redirectURI,
      scopes: scopes,
      resource: resource,
      // A browser may be signed in there as somebody else.
      asksAgain: true
    )
    return StartedAttempt(
      attempt: LinkAttempt(purpose, page: page, visitor: visitor, request: request.json),
      reference: request.reference,
      url: request.url,
      cookie: known == nil ? LinkVisitor.cookie(visitor, isSecure: isSecure) : nil
    )
  }

  /// Takes the redirect of a provider, and leads the browser back to the page that it left.
  func redirected(_ request: RouteRequest) async throws(StoreError) -> WebResponse {
    let query = request.query ?? ""
    guard let reference = AuthorizationRequest.reference(query: query),
      let waiting = try await pages.attempt(reference)
    else { return Self.foreign }
    // Before it counts as used: whoever else has the redirect must not end it.
    guard waiting.visitor == visitor(of: request) else {
      return waiting.purpose == .read ? Self.otherReader : Self.otherBrowser
    }
    guard let attempt = try await pages.take(reference) else { return Self.foreign }
    if attempt.purpose == .unlink { return await unlinked(attempt, query) }
    if attempt.purpose == .read { return try await read(attempt, query, request) }
    guard let page = try await pages.page(attempt.page), let own = credentials(of: page.document) else {
      return Self.foreign
    }
    guard page.state == .waiting else { return LinkView.redirect(to: page.id) }
    // A task of its own: a browser that leaves must not end what cannot be done twice.
    let completion = Task { () -> Result<Completion, SignInError> in
      do throws(SignInError) { return .success(try await complete(attempt, query, page, own)) } catch {
        return .failure(error)
      }
    }
    switch await completion.value {
    case .success(.identified(let next)): return try await leave(by: next, until: page.expires)
    case .success(.settled(let page)):
      news.tell(page.id)
      if case .refused = page.state { return view(page, own, request) }
      return LinkView.redirect(to: page.id)
    case .failure(let error): return view(page, own, request, problem: error.sentence)
    }
  }

  /// Reads a redirect, and redeems its code.
  func grant(
    of attempt: LinkAttempt,
    _ query: String,
    at endpoint: TokenEndpoint
  ) async throws(SignInError) -> SignInGrant {
    guard let request = AuthorizationRequest(attempt.request, at: endpoint.provider) else { throw Self.again }
    switch request.redirect(query: query) {
    case .foreign: throw Self.again
    case .failed(let error): throw error
    case .code(let code): return try await endpoint.redeem(code, of: request)
    }
  }

  private static let again = SignInError(.untrusted, "The sign-in cannot be completed. Sign in again.")

  private static var foreign: WebResponse {
    LinkView.note(
      400,
      "Nothing happened",
      "No sign-in is waiting for this: it was completed, has ended, or was never started here. Open the link that the "
        + "assistant gave you again, or the documentation that you wanted to read."
    )
  }

  private static var otherReader: WebResponse {
    LinkView.note(
      400,
      "Another browser",
      "This sign-in was started in another browser, and goes on only there. Nothing happened. To sign in with this one, "
        + "open the documentation here."
    )
  }

  private static var otherBrowser: WebResponse {
    LinkView.note(
      400,
      "Another browser",
      "This sign-in was started in another browser, and goes on only there. Nothing happened. To sign in with this one, "
        + "open the link that the assistant gave you here."
    )
  }
}
