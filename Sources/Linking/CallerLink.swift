import Calls
import JSON
import MCP
import SignIn
import StepUp
import Store
import TextCoding

/// Has one caller sign in to one API, by the same three forms as an approval.
struct CallerLink: SessionLink {
  /// The key of the elicitation by which a client has the person open the page.
  private static let question = "link"

  let caller: Principal
  let api: LinkedCredentials

  private var linking: Linking { api.linking }
  private var pages: LinkStore { api.linking.pages }

  func signedIn(_ context: RequestContext) { context.elicitationCompleted(Self.question) }

  func answer(_ needed: NeededSignIn, for tool: String, _ context: RequestContext) async -> SignInAnswer {
    do throws(StoreError) {
      if let id = context.state?["link"]?.string, let page = try await pages.page(id), page.caller.key == caller.key {
        return try await resume(page, context)
      }
      let (page, isNew) = try await page(needed, tool)
      guard isNew else { return try await outcome(of: page, atMost: linking.options.patience, context) }
      context.progress(0, message: "Asking the user to sign in")
      if context.client.elicitationModes.contains(.url) { return .asking(question(page)) }
      return waiting(page)
    } catch {
      return .refused("Nothing was sent, because no page to sign in can be kept: \(error.message)")
    }
  }

  /// The caller's page: the one that is open, or else a new one.
  private func page(_ needed: NeededSignIn, _ tool: String) async throws(StoreError) -> (page: LinkPage, isNew: Bool) {
    if let open = try await pages.page(of: caller, for: api.audience) {
      // The session that was linked on it has ended since.
      guard case .linked = open.state else { return (open, false) }
      try await pages.remove(open, for: api.audience)
    }
    let lifetime = Int(linking.options.lifetime.components.seconds)
    let page = LinkPage(
      id: LinkID.make(),
      caller: caller.withoutGrant,
      document: api.document,
      tool: tool,
      reason: needed.reason,
      form: LinkID.make(),
      expires: linking.now() + lifetime
    )
    return try await pages.add(page, for: api.audience)
  }

  private func resume(_ page: LinkPage, _ context: RequestContext) async throws(StoreError) -> SignInAnswer {
    switch context.elicitation(Self.question) {
    // Many clients decline without a person, who then has not seen the link: it is passed on at once.
    case .declined, .cancelled: return try await outcome(of: page, atMost: .zero, context)
    case .accepted, nil:
      // A client that was asked during this very request has waited already.
      let limit = context.hasAsked(Self.question) ? .zero : linking.options.patience
      return try await outcome(of: page, atMost: limit, context)
    }
  }

  /// Waits until the caller has signed in, at most as long as the client waits.
  private func outcome(
    of page: LinkPage,
    atMost limit: Duration,
    _ context: RequestContext
  ) async throws(StoreError) -> SignInAnswer {
    var waited = Duration.zero
    while true {
      guard let current = try await pages.page(page.id) else {
        context.elicitationCompleted(Self.question)
        return await hasSession() ? .signedIn : .refused(Self.unused)
      }
      switch current.state {
      case .linked:
        context.elicitationCompleted(Self.question)
        return .signedIn
      case .declined: return try await end(current, Self.declined, context)
      case .refused(let words): return try await end(current, words, context)
      case .waiting: break
      }
      guard waited < limit, !Task.isCancelled, !linking.news.hasStopped else { return waiting(current) }
      context.progress(waited / .seconds(1), message: "Waiting for the user to sign in")
      let step = min(linking.options.interval, limit - waited)
      await wait(for: page.id, atMost: step)
      waited += step
    }
  }

  private func hasSession() async -> Bool {
    guard let sessions = try? api.sessions() else { return false }
    return (try? await sessions.keeper(of: caller).credential()) != nil
  }

  private func wait(for id: String, atMost limit: Duration) async {
    await linking.news.wait(for: id, atMost: limit, on: linking.clock) { [pages] in
      (try? await pages.page(id))?.state == .waiting
    }
  }

  /// Tells the outcome of a page once: the same call begins anew.
  private func end(
    _ page: LinkPage,
    _ words: String,
    _ context: RequestContext
  ) async throws(StoreError) -> SignInAnswer {
    context.elicitationCompleted(Self.question)
    try await pages.remove(page, for: api.audience)
    return .refused(words)
  }

  private static let declined = "The user said no on the page, so nothing was sent. Ask before trying again."

  private static let unused = "Nothing was sent: nobody signed in on the page in time. Call again for another link."

  private func waiting(_ page: LinkPage) -> SignInAnswer {
    let link = ApprovalLink(url: url(of: page), expiresAt: UTCTime.text(page.expires))
    return .waiting(link, .link(reason: page.reason))
  }

  private func question(_ page: LinkPage) -> InputRequired {
    let url = url(of: page)
    // Some clients show only the message.
    let message =
      "\(page.tool): the user has to sign in first, on a private page, as the person whose calls these are. "
      + "\(page.reason) The page: \(url)"
    let limit = linking.options.patience
    return InputRequired(
      [(Self.question, .url(message: message, url: url))],
      state: ["link": .string(page.id)]
    ) { await wait(for: page.id, atMost: limit) }
  }

  private func url(of page: LinkPage) -> String { "\(linking.base)/connect/\(page.id)" }
}
