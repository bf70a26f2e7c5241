package import Calls
import JSON
package import MCP
import TextCoding

extension StepUp: Approval {
  /// Key of the elicitation by which a client has the person open the page.
  static let question = "step_up"

  package func answer(_ request: ApprovalRequest, _ context: RequestContext) async -> ApprovalAnswer {
    if let shared { return await answer(request, context, in: shared) }
    approvals.removeEnded()
    // A call that waited for a session to be linked begins anew here.
    if let state = context.state, state["link"] == nil { return await resume(state, request, context) }
    // A caller without an identity shares no approval: its key is random.
    let key = PendingApprovals.Key(request, caller: context.caller ?? RandomID.make(bits: 128))
    var notice: ApprovalNotice?
    var request = request
    var signIn: NeededSignIn?
    let named = context.party()
    let party = named.isEmpty ? key.caller : named
    if approvals[key] == nil {
      do throws(PendingApprovals.Fullness) {
        try approvals.checkRoom(for: JSONValue.object(request.arguments).size, of: party)
      } catch { return .refused(words(error)) }
      switch await carrier.prepare(request) {
      case .ask(let news, let person): (notice, request.account) = (news, person)
      case .signInNeeded(let needed):
        // Elsewhere than on the listener of this process's user, the session would become that of all callers.
        guard options.signsIn, needed.service != nil else { return .refused(needed.words) }
        signIn = needed
      case .refused(let words): return .refused(words)
      }
    }
    guard let origin = await listening.origin(at: now()) else {
      return .refused("Nothing was sent, because the page on which the user is asked cannot be served.")
    }
    let (approval, isNew): (PendingApproval, Bool)
    do throws(PendingApprovals.Fullness) {
      (approval, isNew) = try approvals.approval(key) {
        newApproval(request, of: party, at: origin, notice, signIn: signIn)
      }
    } catch { return .refused(words(error)) }
    guard isNew else { return await outcome(of: approval, for: request, atMost: options.patience, context) }
    context.progress(0, message: "Asking the user to approve \(request.tool)")
    if context.client.elicitationModes.contains(.url) { return .asking(question(approval)) }
    options.open?(approval.link.url)
    return .waiting(approval.link, next(approval, context))
  }

  /// The next step for the model while an approval is open.
  func next(_ approval: PendingApproval, _ context: RequestContext) -> ApprovalNext {
    if let signIn = approval.signIn {
      return .signIn(
        reason: signIn.needed.reason,
        approves: !approval.isForSignIn,
        command: signIn.service.offer.commandWords
      )
    }
    guard approval.awaitsPerson else { return context.caller == nil ? .hearOutcome : .awaitOutcome }
    return context.caller == nil ? .askUser : .callAgain
  }

  /// The refusal that explains why no approval was started.
  func words(_ fullness: PendingApprovals.Fullness) -> String {
    switch fullness {
    case .tooLarge:
      "Nothing was sent, because the arguments are too long to wait for a user: about "
        + "\(options.maximumBytesOfParty >> 20) MB at most."
    case .ofParty:
      "Nothing was sent, because calls of yours have \(options.maximumCountOfParty) pages already, or "
        + "\(options.maximumBytesOfParty >> 20) MB, that users have opened. Have them approved or declined, or wait until "
        + "they end."
    case .inAll: "Nothing was sent, because too many calls wait for their users. Try again later."
    }
  }

  func newApproval(
    _ request: ApprovalRequest,
    of party: String,
    at origin: String,
    _ notice: ApprovalNotice?,
    signIn: NeededSignIn? = nil
  ) -> PendingApproval {
    let id = RandomID.make(bits: 128)
    let approval = PendingApproval(
      id: id,
      formToken: RandomID.make(bits: 128),
      request: request.telling(notice),
      carrier: carrier,
      link: ApprovalLink(
        url: "\(origin)\(PagePath.prefix)\(replica)/\(id)",
        expiresAt: UTCTime.text(after: options.lifetime),
        notice: notice?.words
      ),
      party: party,
      lifetime: options.lifetime,
      now: now
    )
    if let signIn { approval.begin(with: signIn) }
    return approval
  }

  func question(_ approval: PendingApproval) -> InputRequired {
    let step =
      switch (approval.signIn?.needed.reason, approval.isForSignIn) {
      case (nil, _): Self.approving
      case (let reason?, true): "the user has to sign in first, on a private page. \(reason)"
      case (let reason?, false): "the user signs in and approves this on a private page. \(reason)"
      }
    let state = QuestionState(replica: replica, id: approval.id, link: approval.link)
    return question(approval.request, step, state) { [self] in
      if waitsForPeople { await approval.wait(atMost: options.patience, on: clock) }
    }
  }

  static let approving =
    "the user approves this on a private page, and types there what no assistant may see."

  /// The question of an approval, with the person's next step in words.
  func question(
    _ request: ApprovalRequest,
    _ step: String,
    _ state: QuestionState,
    waiting: @escaping @Sendable () async -> Void
  ) -> InputRequired {
    let message =
      "\(request.title ?? request.tool): \(step)" + (state.link.notice.map { " \($0)" } ?? "")
      // Some clients show only the message.
      + " The page: \(state.link.url)"
    return InputRequired(
      [(Self.question, .url(message: message, url: state.link.url))],
      state: state.json,
      waiting: waiting
    )
  }

  /// Resumes an approval that was asked for before; asks nothing again and starts nothing new.
  private func resume(
    _ json: JSONValue,
    _ request: ApprovalRequest,
    _ context: RequestContext
  ) async -> ApprovalAnswer {
    guard let state = QuestionState(json) else {
      return .refused("Nothing was sent, because this goes on with nothing that was begun. Call again.")
    }
    guard let approval = approvals[state.id] else {
      guard state.replica == replica else { return .waiting(state.link, .lookElsewhere) }
      return .refused(Self.forgotten)
    }
    // Time that the client has already waited, if the elicitation was part of this very request.
    let waited = context.hasAsked(Self.question) ? now() - approval.start : .zero
    switch context.elicitation(Self.question) {
    // Many clients decline without a person, who then has not seen the link: it is passed on at once.
    case .declined, .cancelled: return await outcome(of: approval, for: request, atMost: .zero, context)
    case .accepted, nil:
      return await outcome(
        of: approval,
        for: request,
        atMost: options.patience - waited,
        after: waited,
        context
      )
    }
  }

  static let forgotten =
    "What came of this is not known any more: the page was not used in time, or it was used too long ago. Look whether it "
    + "was done before you call again."

  /// Waits for the outcome, at most as long as the client waits.
  private func outcome(
    of approval: PendingApproval,
    for request: ApprovalRequest,
    atMost limit: Duration,
    after before: Duration = .zero,
    _ context: RequestContext
  ) async -> ApprovalAnswer {
    carrier.joined(request, to: approval.request.call.id)
    await wait(
      for: approval,
      atMost: limit,
      after: before,
      "Waiting for the user to approve \(approval.request.tool)",
      context
    )
    if let result = approval.result {
      context.elicitationCompleted(Self.question)
      return .finished(result)
    }
    guard !approval.isOver else { return .refused(Self.unused) }
    return .waiting(approval.link, next(approval, context))
  }

  /// Waits until there is an outcome, at most for a time.
  func wait(
    for approval: PendingApproval,
    atMost limit: Duration,
    after before: Duration,
    _ words: String,
    _ context: RequestContext
  ) async {
    var waited = Duration.zero
    // Somebody may have signed in elsewhere, at a terminal for one.
    await approval.goOn()
    while !approval.isSettled, waited < limit, !Task.isCancelled, waitsForPeople || !approval.awaitsPerson {
      context.progress((before + waited) / .seconds(1), message: words)
      let step = min(options.progressInterval, limit - waited)
      await approval.wait(atMost: step, on: clock)
      waited += step
      await approval.goOn()
    }
  }

  static let unused = "Nothing was sent: nobody used the page in time. Call again to ask the user once more."
}
