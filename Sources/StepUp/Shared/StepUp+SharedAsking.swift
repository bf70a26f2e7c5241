import Calls
import JSON
import MCP
import Store

/// Calls whose approvals are in a store: any replica asks, waits and tells the outcome.
extension StepUp {
  /// The time between looks for what other replicas have done.
  private static let lookInterval = Duration.seconds(1)

  /// Records that nobody decided about approvals in a store, until the task is cancelled; others record theirs as the
  /// next call comes.
  package func watchLapses() async {
    guard let shared else { return }
    while (try? await clock.sleep(for: Self.lapseInterval)) != nil { await shared.recordLapses() }
  }

  private static let lapseInterval = Duration.seconds(30)

  func answer(
    _ request: ApprovalRequest,
    _ context: RequestContext,
    in shared: SharedApprovals
  ) async -> ApprovalAnswer {
    await shared.recordLapses()
    do throws(StoreError) {
      // A call that waited for a session to be linked begins anew here.
      if let state = context.state, state["link"] == nil {
        return try await resume(state, request, context, in: shared)
      }
      return try await ask(request, context, in: shared)
    } catch {
      switch error.kind {
      case .tooLarge: return .refused("Nothing was sent, because this is too long to wait for a user: \(error.message)")
      case .full: return .refused("Nothing was sent, because there is no room for more pages. \(Self.roomAdvice)")
      default:
        return .refused("Nothing was sent by this call, because its approval cannot be looked up now: \(error.message)")
      }
    }
  }

  private func ask(
    _ request: ApprovalRequest,
    _ context: RequestContext,
    in shared: SharedApprovals
  ) async throws(StoreError) -> ApprovalAnswer {
    // A caller without an identity shares no approval.
    let call = context.caller.map { PendingApprovals.Key(request, caller: $0) }
    if let call, let row = try await shared.row(of: call) {
      return try await outcome(of: row, for: request, atMost: options.patience, context, in: shared)
    }
    let named = context.party()
    let party = named.isEmpty ? context.caller ?? "" : named
    // Nobody tells callers without a name apart: together they have the places of all.
    let maximum = party.isEmpty ? options.maximumCount : options.maximumCountOfParty
    guard try await shared.makeRoom(of: party, atMost: maximum) else {
      let words = "Nothing was sent, because calls of yours have \(maximum) pages already that users have opened."
      return .refused("\(words) \(Self.roomAdvice)")
    }
    var request = request
    let notice: ApprovalNotice?
    switch await carrier.prepare(request) {
    case .ask(let news, let person): (notice, request.account) = (news, person)
    case .signInNeeded(let needed): return .refused(needed.words)
    case .refused(let words): return .refused(words)
    }
    guard let origin = await listening.origin(at: now()) else {
      return .refused("Nothing was sent, because the page on which the user is asked cannot be served.")
    }
    let id = RandomID.make(bits: 128)
    let new = ApprovalRow(
      request.telling(notice),
      at: "\(origin)\(PagePath.prefix)\(PagePath.anyReplica)/\(id)",
      id: id,
      notice: notice?.words,
      from: options.time(),
      for: Int(options.lifetime.components.seconds)
    )
    let (row, isNew) = try await shared.add(new, with: request.call.credential, for: call, of: party)
    guard isNew else { return try await outcome(of: row, for: request, atMost: options.patience, context, in: shared) }
    context.progress(0, message: "Asking the user to approve \(request.tool)")
    if context.client.elicitationModes.contains(.url) { return .asking(question(row, in: shared)) }
    options.open?(row.url)
    return .waiting(row.link, next(row, context))
  }

  private static let roomAdvice = "Have them approved or declined, or wait until they end."

  private func next(_ row: ApprovalRow, _ context: RequestContext) -> ApprovalNext {
    guard row.isWaiting(at: options.time()) else { return context.caller == nil ? .hearOutcome : .awaitOutcome }
    return context.caller == nil ? .askUser : .callAgain
  }

  private func question(_ row: ApprovalRow, in shared: SharedApprovals) -> InputRequired {
    let state = QuestionState(replica: PagePath.anyReplica, id: row.id, link: row.link)
    return question(row.request, Self.approving, state) { [self] in
      if waitsForPeople { _ = try? await wait(for: row, atMost: options.patience, in: shared) { _ in } }
    }
  }

  /// Resumes an approval that any replica has asked for; asks nothing again and starts nothing new.
  private func resume(
    _ json: JSONValue,
    _ request: ApprovalRequest,
    _ context: RequestContext,
    in shared: SharedApprovals
  ) async throws(StoreError) -> ApprovalAnswer {
    guard let state = QuestionState(json) else {
      return .refused("Nothing was sent, because this goes on with nothing that was begun. Call again.")
    }
    guard let row = try await shared.row(state.id) else { return .refused(Self.forgotten) }
    // Time that the client has already waited, if the elicitation was part of this very request.
    let waited = context.hasAsked(Self.question) ? Duration.seconds(max(0, options.time() - row.asked)) : .zero
    switch context.elicitation(Self.question) {
    // Many clients decline without a person, who then has not seen the link: it is passed on at once.
    case .declined, .cancelled: return try await outcome(of: row, for: request, atMost: .zero, context, in: shared)
    case .accepted, nil:
      let limit = options.patience - waited
      return try await outcome(of: row, for: request, atMost: limit, after: waited, context, in: shared)
    }
  }

  /// Waits for the outcome, at most as long as the client waits.
  private func outcome(
    of row: ApprovalRow,
    for request: ApprovalRequest,
    atMost limit: Duration,
    after before: Duration = .zero,
    _ context: RequestContext,
    in shared: SharedApprovals
  ) async throws(StoreError) -> ApprovalAnswer {
    carrier.joined(request, to: row.request.call.id)
    let words = "Waiting for the user to approve \(request.tool)"
    let last = try await wait(for: row, atMost: limit, in: shared) { waited in
      context.progress((before + waited) / .seconds(1), message: words)
    }
    guard let last else { return .refused(Self.forgotten) }
    if let result = last.state.result {
      context.elicitationCompleted(Self.question)
      return .finished(result)
    }
    guard !last.isOver(at: options.time()) else {
      try await shared.recordLapse(of: last.id)
      return .refused(Self.unused)
    }
    return .waiting(last.link, next(last, context))
  }

  /// Waits until there is an outcome, at most for a time.
  ///
  /// - Parameters:
  ///   - row: The approval.
  ///   - limit: The time limit.
  ///   - shared: The approvals in the store.
  ///   - progress: Receives the time waited so far, at the interval of progress notifications.
  /// - Returns: The approval as it was read last; `nil` if it is gone.
  /// - Throws: If the store could not be used last.
  private func wait(
    for row: ApprovalRow,
    atMost limit: Duration,
    in shared: SharedApprovals,
    _ progress: (Duration) -> Void
  ) async throws(StoreError) -> ApprovalRow? {
    let start = now()
    var (row, waited, next) = (row, Duration.zero, Duration.zero)
    var problem: StoreError?
    while waited < limit, !Task.isCancelled, row.state.result == nil, !row.isOver(at: options.time()),
      waitsForPeople || !row.isWaiting(at: options.time())
    {
      if waited >= next {
        progress(waited)
        next += options.progressInterval
      }
      let step = min(Self.lookInterval, limit - waited)
      await shared.news.wait(for: row.id, atMost: step, on: clock)
      // A look may take its time while the store is away.
      waited = max(waited + step, now() - start)
      do throws(StoreError) {
        guard let current = try await shared.row(row.id) else { return nil }
        (row, problem) = (current, nil)
      } catch { problem = error }
    }
    if let problem { throw problem }
    return row
  }
}
