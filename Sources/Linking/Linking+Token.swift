import MCP
import SignIn
import StepUp
import Store
import WebServer

extension Linking {
  /// Takes the access token that the person at a page typed to show to be the caller.
  ///
  /// The way on is in this response alone: the page keeps nothing by which another browser could go on.
  func identify(
    by token: String,
    _ page: LinkPage,
    _ own: LinkedCredentials,
    _ request: RouteRequest
  ) async throws(StoreError) -> WebResponse {
    guard page.state == .waiting, case .token(let caller)? = way(of: page, own) else { return view(page, own, request) }
    guard let found = caller(token.trimmingSpaces) else { return try await miss(page, own, request) }
    do throws(SignInError) {
      guard found.key == page.caller.key else {
        let refused = try await refuse(page)
        news.tell(page.id)
        return view(refused, own, request)
      }
      let started = try await upstream(.linkIdentified, page, own, visitor(of: request))
      try await add(started, until: page.expires)
      let host = ServiceURL(started.url)?.authority ?? "the provider"
      return LinkView(going: started.url, to: host, as: found.clientID ?? "", cookie: started.cookie).response
    } catch {
      return view(page, own, request, problem: error.sentence)
    }
  }

  private func add(_ started: StartedAttempt, until end: Int) async throws(SignInError) {
    do throws(StoreError) { try await pages.add(started.attempt, started.reference, until: end) } catch {
      throw SignInError(.store, "The sign-in cannot be started: \(error.message)")
    }
  }

  /// Counts a token that is of no caller: too many end the page.
  private func miss(
    _ page: LinkPage,
    _ own: LinkedCredentials,
    _ request: RouteRequest
  ) async throws(StoreError) -> WebResponse {
    let changed = try await pages.change(page.id) { page in
      guard page.state == .waiting else { return nil }
      var page = page
      page.tries += 1
      if page.tries >= LinkPage.maximumTries { page.state = .refused(Self.guessed) }
      return page
    }
    news.tell(page.id)
    let words = "This is no access token of this server. Type the one that the assistant is set up with."
    return changed.map { view($0, own, request, problem: $0.state == .waiting ? words : nil) } ?? LinkView.unknown
  }

  private static let guessed =
    "Nothing was sent, because too many access tokens that are none were typed on the page. Call again for a new link."
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
