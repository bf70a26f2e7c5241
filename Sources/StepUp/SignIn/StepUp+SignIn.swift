package import Calls
package import MCP

extension StepUp {
  package func signIn(
    _ request: ApprovalRequest,
    _ needed: NeededSignIn,
    _ context: RequestContext
  ) async -> SignInAnswer {
    // Elsewhere than on the listener of this process's user, the session would become that of all callers.
    guard options.signsIn, let service = needed.service else { return .refused(needed.words) }
    approvals.removeEnded()
    if let state = context.state.flatMap(QuestionState.init), let page = approvals[state.id], page.isForSignIn {
      return await resume(page, context)
    }
    // All calls that lack the same session share one page.
    let key = PendingApprovals.Key(signIn: service.offer, caller: context.caller ?? RandomID.make(bits: 128))
    guard let origin = await listening.origin(at: now()) else {
      return .refused("Nothing was sent, because the page on which the user signs in cannot be served.")
    }
    if let page = approvals[key] {
      if page.isSignedIn {
        // That session has ended since.
        approvals.remove(page)
      } else if let result = page.result {
        approvals.remove(page)
        return .refused(result.text)
      }
    }
    let party = context.party()
    let (page, isNew): (PendingApproval, Bool)
    do throws(PendingApprovals.Fullness) {
      (page, isNew) = try approvals.approval(key) {
        newApproval(request, of: party.isEmpty ? key.caller : party, at: origin, nil, signIn: needed)
      }
    } catch { return .refused(words(error)) }
    guard isNew else { return await outcome(of: page, atMost: options.patience, context) }
    context.progress(0, message: "Asking the user to sign in")
    if context.client.elicitationModes.contains(.url) { return .asking(question(page)) }
    options.open?(page.link.url)
    return .waiting(page.link, next(page, context))
  }

  package func signedIn(_ context: RequestContext) { context.elicitationCompleted(Self.question) }

  private func resume(_ page: PendingApproval, _ context: RequestContext) async -> SignInAnswer {
    let waited = context.hasAsked(Self.question) ? now() - page.start : .zero
    switch context.elicitation(Self.question) {
    // Many clients decline without a person, who then has not seen the link: it is passed on at once.
    case .declined, .cancelled: return await outcome(of: page, atMost: .zero, context)
    case .accepted, nil:
      return await outcome(of: page, atMost: options.patience - waited, after: waited, context)
    }
  }

  /// Waits until a person has signed in, at most as long as the client waits.
  private func outcome(
    of page: PendingApproval,
    atMost limit: Duration,
    after before: Duration = .zero,
    _ context: RequestContext
  ) async -> SignInAnswer {
    await wait(for: page, atMost: limit, after: before, "Waiting for the user to sign in", context)
    if page.isSignedIn {
      context.elicitationCompleted(Self.question)
      return .signedIn
    }
    if let result = page.result {
      context.elicitationCompleted(Self.question)
      approvals.remove(page)
      return .refused(result.text)
    }
    // Its time may end at this very moment.
    guard page.signIn != nil else { return .refused(Self.unused) }
    return .waiting(page.link, next(page, context))
  }

  /// Goes on with everything that waits for a session that is there now.
  ///
  /// - Parameter page: The page on which a person signed in.
  func signedIn(on page: PendingApproval) async {
    let offer = page.signIn?.service.offer
    await page.goOn(isSure: true)
    // Approvals are looked up when their pages are opened: each of them asks the backend.
    for other in approvals.all where other.isForSignIn && other.signIn?.service.offer == offer {
      await other.goOn(isSure: true)
    }
  }
}
