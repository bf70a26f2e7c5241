import MCP
import SignIn
import Store
import WebServer

extension Linking {
  /// Leaves a page for the provider; without one, the page says why.
  func leave(
    _ page: LinkPage,
    _ own: LinkedCredentials,
    _ request: RouteRequest
  ) async throws(StoreError) -> WebResponse {
    guard page.state == .waiting else { return LinkView.redirect(to: "../\(page.id)") }
    let known = visitor(of: request)
    let visitor = known ?? LinkID.make()
    let attempt: AuthorizationRequest
    do throws(SignInError) {
      let signIn = try own.signIn()
      let endpoint = try await signIn.endpoint()
      attempt = try AuthorizationRequest(
        endpoint.provider,
        client: endpoint.client,
        redirectURI: redirectURI,
        scopes: signIn.scopes(endpoint.provider),
        // A browser may be signed in there as somebody else.
        asksAgain: true
      )
    } catch {
      return view(page, own, request, problem: error.sentence)
    }
    try await pages.add(
      LinkAttempt(page: page.id, visitor: visitor, request: attempt.json),
      attempt.reference,
      until: page.expires
    )
    let cookie = known == nil ? LinkVisitor.cookie(visitor, isSecure: isSecure) : nil
    return LinkView.redirect(to: attempt.url, cookie: cookie)
  }

  /// Takes the redirect of a provider, and leads the browser back to the page that it left.
  func redirected(_ request: RouteRequest) async throws(StoreError) -> WebResponse {
    let query = request.query ?? ""
    guard let reference = AuthorizationRequest.reference(query: query),
      let waiting = try await pages.attempt(reference)
    else { return Self.foreign }
    // Before it counts as used: whoever else has the redirect must not end it.
    guard waiting.visitor == visitor(of: request) else { return Self.otherBrowser }
    guard let attempt = try await pages.take(reference), let page = try await pages.page(attempt.page),
      let own = credentials(of: page.document)
    else { return Self.foreign }
    guard page.state == .waiting else { return LinkView.redirect(to: page.id) }
    // A task of its own: a browser that leaves must not end what cannot be done twice.
    let completion = Task { () -> Result<LinkPage, SignInError> in
      do throws(SignInError) { return .success(try await complete(attempt, query, page, own)) } catch {
        return .failure(error)
      }
    }
    switch await completion.value {
    case .success(let page):
      news.tell(page.id)
      if case .refused = page.state { return view(page, own, request) }
      return LinkView.redirect(to: page.id)
    case .failure(let error): return view(page, own, request, problem: error.sentence)
    }
  }

  /// Completes a sign-in: only the caller's own is exchanged and stored.
  private func complete(
    _ attempt: LinkAttempt,
    _ query: String,
    _ page: LinkPage,
    _ own: LinkedCredentials
  ) async throws(SignInError) -> LinkPage {
    let signIn = try own.signIn()
    let endpoint = try await signIn.endpoint()
    guard let request = AuthorizationRequest(attempt.request, at: endpoint.provider) else { throw Self.again }
    let code: AuthorizationCode
    switch request.redirect(query: query) {
    case .foreign: throw Self.again
    case .failed(let error): throw error
    case .code(let given): code = given
    }
    let grant = try await endpoint.redeem(code, of: request)
    guard Self.isCaller(page.caller, grant, endpoint.provider) else {
      await endpoint.discard(grant)
      options.note("somebody else than the caller \(page.caller.key) signed in on the caller's page: refused")
      return try await settle(page, .refused(Self.otherPerson), nil)
    }
    let session = try await SignInCompletion(signIn.configuration, endpoint).session(of: grant)
    let keeper = try own.sessions().keeper(of: page.caller)
    do throws(SignInError) { try await keeper.keep(session) } catch {
      await keeper.discard(session)
      throw error
    }
    return try await settle(page, .linked(account: session.account.label), attempt.visitor)
  }

  /// Whether the person who signed in is the one whose token came with the call: same issuer, same subject, by bytes.
  static func isCaller(_ caller: Principal, _ grant: SignInGrant, _ provider: Provider) -> Bool {
    guard caller.kind == .person, let subject = caller.subject, let identity = grant.identity,
      let issuer = provider.issuer
    else { return false }
    return issuer.utf8.elementsEqual(caller.issuer.utf8) && identity.subject.utf8.elementsEqual(subject.utf8)
  }

  private func settle(
    _ page: LinkPage,
    _ state: LinkPage.State,
    _ visitor: String?
  ) async throws(SignInError) -> LinkPage {
    do throws(StoreError) {
      let changed = try await pages.change(page.id) { page in
        guard page.state == .waiting else { return nil }
        var page = page
        (page.state, page.visitor) = (state, visitor)
        return page
      }
      // Over meanwhile: it is shown all the same.
      var settled = page
      (settled.state, settled.visitor) = (state, visitor)
      return changed ?? settled
    } catch {
      throw SignInError(.store, "The outcome cannot be stored: \(error.message)")
    }
  }

  private static let otherPerson =
    "Nothing was sent, because somebody else signed in on the page: not the person whose calls these are. Nothing was "
    + "linked. Call again for a new link, give it to the user alone, and have them sign in with the account that they use "
    + "for this server."

  private static let again = SignInError(.untrusted, "The sign-in cannot be completed. Sign in again.")

  private static var foreign: WebResponse {
    LinkView.note(
      400,
      "Nothing happened",
      "No sign-in is waiting for this: it was completed, has ended, or was never started here. Open the link that the "
        + "assistant gave you again."
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
