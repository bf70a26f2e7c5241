import MCP
import SignIn
import Store

extension Linking {
  /// The outcome of a redirect.
  enum Completion: Sendable {
    /// The caller is at the page, and goes on to the API's provider at once.
    case identified(StartedAttempt)
    /// The page has its outcome.
    case settled(LinkPage)
  }

  /// Completes a sign-in: only the caller's own is exchanged and stored.
  ///
  /// A person who was identified goes on to the API's provider in the same chain of redirects: the page keeps nothing by
  /// which another browser, with a cookie that it stole, could go on in its place.
  func complete(
    _ attempt: LinkAttempt,
    _ query: String,
    _ page: LinkPage,
    _ own: LinkedCredentials
  ) async throws(SignInError) -> Completion {
    switch (attempt.purpose, way(of: page, own)) {
    case (.identify, .issuer(let issuer)?):
      let endpoint = try await issuer.endpoint()
      let grant = try await grant(of: attempt, query, at: endpoint)
      await endpoint.discard(grant)
      guard Self.isCaller(page.caller, grant, endpoint.provider) else { return .settled(try await refuse(page)) }
      return .identified(try await upstream(.linkIdentified, page, own, attempt.visitor))
    case (.link, .provider?), (.linkIdentified, .issuer?), (.linkIdentified, .token?):
      let endpoint = try await own.signIn().endpoint()
      let grant = try await grant(of: attempt, query, at: endpoint)
      guard attempt.purpose == .linkIdentified || Self.isCaller(page.caller, grant, endpoint.provider) else {
        await endpoint.discard(grant)
        return .settled(try await refuse(page))
      }
      return .settled(try await link(grant, at: endpoint, attempt, page, own))
    default: throw SignInError(.configuration, "The settings have changed meanwhile. Have the assistant ask again.")
    }
  }

  private func link(
    _ grant: SignInGrant,
    at endpoint: TokenEndpoint,
    _ attempt: LinkAttempt,
    _ page: LinkPage,
    _ own: LinkedCredentials
  ) async throws(SignInError) -> LinkPage {
    let session = try await SignInCompletion(own.signIn().configuration, endpoint).session(of: grant)
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

  /// Ends a page that somebody else has opened: that one and the caller are told.
  func refuse(_ page: LinkPage) async throws(SignInError) -> LinkPage {
    options.note("somebody else than the caller \(page.caller.key) was at the caller's page to sign in: refused")
    return try await settle(page, .refused(Self.otherPerson), nil)
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
}
