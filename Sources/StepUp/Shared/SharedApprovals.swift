import Calls
import MCP
import Store
import Synchronization

/// Approvals in a store, each carried out by one of the replicas that share it.
///
/// However often a page is submitted, and wherever, at most one process has its claim, and only that one sends the call.
/// The claim of a process that has died ends by its lease: then the outcome is unknown, and nothing is sent again.
final class SharedApprovals: Sendable {
  /// The time after which a claim that was not renewed is over, in seconds.
  static let lease = 30
  /// The time between renewals, and between attempts to store an outcome.
  private static let renewal = Duration.seconds(10)
  private static let pause = Duration.seconds(1)
  /// The most attempts to store an outcome: by then, others have said that it is unknown.
  private static let maximumAttempts = 600

  private struct Local {
    /// The ends of approvals that this process has asked for, by id, until their lapse is looked for.
    var asked: [String: Int] = [:]
    /// Claims that may have been stored though nobody was told so: nothing was sent under them.
    var unused: Set<String> = []
  }

  let rows: ApprovalRows
  /// Wakes the calls that wait in this process.
  let news = PageNews()
  private let carrier: any ApprovalCarrier
  private let replica: String
  private let clock: any Clock<Duration>
  private let local = Mutex(Local())

  init(_ rows: ApprovalRows, carrier: any ApprovalCarrier, replica: String, clock: any Clock<Duration>) {
    (self.rows, self.carrier, self.replica, self.clock) = (rows, carrier, replica, clock)
  }

  private var now: Int { rows.now() }

  /// The approval of an id, in its present state; `nil` if there is none.
  func row(_ id: String) async throws(StoreError) -> ApprovalRow? {
    guard let row = try await rows.row(id) else { return nil }
    return try await current(row)
  }

  /// The approval of a call that is not over; `nil` if there is none.
  func row(of call: PendingApprovals.Key) async throws(StoreError) -> ApprovalRow? {
    guard let row = try await rows.row(of: call) else { return nil }
    return try await current(row)
  }

  /// Stores a new approval (``ApprovalRows/add(_:with:for:of:)``).
  func add(
    _ row: ApprovalRow,
    with credential: CallerCredential?,
    for call: PendingApprovals.Key?,
    of party: String
  ) async throws(StoreError) -> (row: ApprovalRow, isNew: Bool) {
    let added = try await rows.add(row, with: credential, for: call, of: party)
    if added.isNew { local.withLock { $0.asked[row.id] = row.end } }
    return added
  }

  /// A row without the claim of a process that has died.
  private func current(_ row: ApprovalRow) async throws(StoreError) -> ApprovalRow? {
    guard let claim = row.claim else { return row }
    let isUnused = local.withLock { $0.unused.contains(claim.holder) }
    guard isUnused || claim.until <= now else { return row }
    let time = now
    let row = try await rows.change(row.id) { row in
      isUnused ? row.complete(claim, at: time, .nothing) : row.endClaim(at: time)
    }
    if isUnused { _ = local.withLock { $0.unused.remove(claim.holder) } }
    return row?.row
  }

  // MARK: Decisions

  /// Notes that a person has opened the page.
  func open(_ row: ApprovalRow) async throws(StoreError) {
    guard !row.isOpened else { return }
    _ = try await rows.change(row.id) { row in
      guard !row.isOpened else { return false }
      row.isOpened = true
      return true
    }
  }

  /// Sends the call with the secrets that the person entered; the view returned has the secrets of the response.
  ///
  /// - Throws: If the store cannot be used: nothing was sent.
  func submit(_ row: ApprovalRow, _ secrets: [String: String]) async throws(StoreError) -> ApprovalView {
    let (time, claim) = (now, newClaim())
    guard let request = try await rows.request(of: row) else { return try await viewWithoutCredential(row) }
    let claimed = try await self.claim(claim, of: row) { $0.begin(claim, at: time) }
    guard let (row, isChanged) = claimed else { return row.view(at: .max) }
    guard isChanged else { return row.view(at: now) }
    // A task of its own: a browser that disconnects must not stop a call half-way.
    return await Task { await self.carryOut(row, row.state.told(request), claim, secrets) }.value
  }

  private func carryOut(
    _ row: ApprovalRow,
    _ request: ApprovalRequest,
    _ claim: ApprovalRow.Claim,
    _ secrets: [String: String]
  ) async
    -> ApprovalView
  {
    let outcome = await holding(claim, of: row.id) { [carrier] in await carrier.perform(request, with: secrets) }
    guard let saved = await complete(claim, of: row.id, .call(outcome)) else {
      // Only this process knows it, and the person, who is told now.
      var own = row
      _ = own.complete(claim, at: now, .call(outcome))
      var view = own.view(at: now, secrets: outcome.secrets)
      if !own.state.isWaiting { view.caution = ApprovalView.unsaved }
      if own.state.isWaiting { view.hindrance = outcome.result.words }
      return view
    }
    var view = saved.view(at: now, secrets: outcome.secrets)
    if outcome.ending == .postponed { view.hindrance = outcome.result.words }
    return view
  }

  /// Ends it because the person declined.
  func decline(_ row: ApprovalRow) async throws(StoreError) -> ApprovalView {
    let time = now
    guard let (row, isChanged) = try await rows.change(row.id, { $0.decline(at: time) }) else {
      return row.view(at: .max)
    }
    if isChanged {
      carrier.declined(row.request)
      news.tell(row.id)
    }
    return row.view(at: time)
  }

  /// Revokes the created item; does nothing while a revocation runs or after it succeeded.
  func revoke(_ row: ApprovalRow) async throws(StoreError) -> ApprovalView {
    let claim = newClaim()
    guard let request = try await rows.request(of: row) else { return try await viewWithoutCredential(row) }
    guard let (row, isChanged) = try await self.claim(claim, of: row, { $0.beginRevoking(claim) }) else {
      return row.view(at: .max)
    }
    guard isChanged, let revocation = row.state.revocation else { return row.view(at: now) }
    // A task of its own, as for the call.
    return await Task { await self.perform(revocation, of: request, claim, row) }.value
  }

  /// The view of an approval whose caller's own credential is gone: others have completed it, or its time is over.
  func viewWithoutCredential(_ row: ApprovalRow) async throws(StoreError) -> ApprovalView {
    guard let row = try await self.row(row.id) else { return row.view(at: .max) }
    var view = row.view(at: row.state.isWaiting ? .max : now)
    if case .offered(let subject, _) = row.state.revoking {
      view.revoking = .offered(subject, problem: Self.credentialIsGone)
    }
    return view
  }

  private static let credentialIsGone =
    "The session that came with the call is kept for ten minutes at most, and those are over. Revoke it in the web "
    + "application, or ask your assistant to."

  private func perform(
    _ revocation: Revocation,
    of request: ApprovalRequest,
    _ claim: ApprovalRow.Claim,
    _ row: ApprovalRow
  ) async -> ApprovalView {
    let problem = await holding(claim, of: row.id) { [carrier] in await carrier.revoke(revocation, of: request) }
    let outcome = ApprovalOutcome.revocation(revocation, problem: problem)
    if let saved = await complete(claim, of: row.id, outcome) { return saved.view(at: now) }
    var own = row
    _ = own.complete(claim, at: now, outcome)
    var view = own.view(at: now)
    view.caution = ApprovalView.unsaved
    return view
  }

  // MARK: Claims

  private func newClaim() -> ApprovalRow.Claim {
    ApprovalRow.Claim(holder: "\(replica) \(RandomID.make(bits: 128))", until: now + Self.lease)
  }

  private func claim(
    _ claim: ApprovalRow.Claim,
    of row: ApprovalRow,
    _ change: (inout ApprovalRow) -> Bool
  ) async throws(StoreError) -> (row: ApprovalRow, isChanged: Bool)? {
    do throws(StoreError) { return try await rows.change(row.id, change) } catch {
      // Should it have been stored nevertheless, it must not look as if something had been sent.
      if error.kind == .uncertain { _ = local.withLock { $0.unused.insert(claim.holder) } }
      throw error
    }
  }

  /// Keeps a claim alive while its work is done.
  private func holding<R: Sendable>(
    _ claim: ApprovalRow.Claim,
    of id: String,
    _ work: @escaping @Sendable () async -> R
  ) async -> R {
    async let _: Void = renew(claim, of: id)
    let result = await work()
    // Leaving the scope cancels the renewal, and waits for it.
    return result
  }

  private func renew(_ claim: ApprovalRow.Claim, of id: String) async {
    while (try? await clock.sleep(for: Self.renewal)) != nil {
      let until = now + Self.lease
      _ = try? await rows.change(id) { $0.renew(claim, until: until) }
    }
  }

  /// Stores the outcome of a claim's work; if that fails, tries on while the person reads it.
  ///
  /// - Returns: The row; `nil` if it is not stored, or the claim was lost.
  private func complete(
    _ claim: ApprovalRow.Claim,
    of id: String,
    _ outcome: ApprovalOutcome
  ) async -> ApprovalRow? {
    do throws(StoreError) { return try await stored(claim, of: id, outcome) } catch {
      // A task of its own: the person must not wait for the database to see a secret that is shown only once.
      Task {
        for _ in 0..<Self.maximumAttempts {
          do {
            try await clock.sleep(for: Self.pause)
            _ = try await stored(claim, of: id, outcome)
            return
          } catch { continue }
        }
      }
      return nil
    }
  }

  private func stored(
    _ claim: ApprovalRow.Claim,
    of id: String,
    _ outcome: ApprovalOutcome
  ) async throws(StoreError) -> ApprovalRow? {
    let time = now
    let change: (row: ApprovalRow, isChanged: Bool)?
    do throws(StoreError) {
      change = try await rows.change(id) { $0.complete(claim, at: time, outcome) }
    } catch {
      guard error.kind == .tooLarge || error.kind == .full else { throw error }
      change = try await rows.change(id) { $0.complete(claim, at: time, outcome.short) }
    }
    news.tell(id)
    if let row = change?.row, row.state.isWaiting { local.withLock { $0.asked[id] = row.end } }
    // An attempt before may have been stored though it did not seem so.
    return change.flatMap { $0.isChanged || $0.row.completed == claim.holder ? $0.row : nil }
  }

  // MARK: Room, and the end of time

  /// Makes room for a new approval of a party by dropping its oldest pages that nobody has opened.
  ///
  /// - Returns: Whether there is room.
  func makeRoom(of party: String, atMost maximum: Int) async throws(StoreError) -> Bool {
    let stored = try await rows.stored(of: party)
    guard stored.count >= maximum else { return true }
    var open: [ApprovalRow] = []
    for place in stored {
      if let row = try await rows.row(stored: place), row.counts(at: now) { open.append(row) }
    }
    for row in open.sorted(by: { $0.asked < $1.asked }) where open.count >= maximum {
      guard try await displace(row) else { continue }
      open.removeAll { $0.id == row.id }
    }
    return open.count < maximum
  }

  private func displace(_ row: ApprovalRow) async throws(StoreError) -> Bool {
    let time = now
    guard let (row, isChanged) = try await rows.change(row.id, { $0.makeRoom(at: time) }), isChanged else {
      return false
    }
    carrier.expired(row.request, because: ApprovalState.displacement)
    news.tell(row.id)
    return true
  }

  /// Records the lapse of approvals that this process has asked for.
  func recordLapses() async {
    let time = now
    let ended = local.withLock { local in
      let ended = local.asked.filter { $0.value <= time }
      for id in ended.keys { local.asked[id] = nil }
      return ended
    }
    for (id, end) in ended {
      do throws(StoreError) { try await recordLapse(of: id) } catch {
        // The row is there for a while longer.
        local.withLock { $0.asked[id] = end + 15 < time ? nil : end }
      }
    }
  }

  /// Records that nobody decided about an approval in time, once over all replicas.
  func recordLapse(of id: String) async throws(StoreError) {
    let time = now
    guard let (row, isChanged) = try await rows.change(id, { $0.lapse(at: time) }), isChanged else { return }
    carrier.expired(row.request, because: ApprovalState.lapsed)
  }
}

extension ApprovalOutcome {
  /// The same with a short result, where the store has no room for it.
  fileprivate var short: ApprovalOutcome {
    guard case .call(let call) = self else { return self }
    var result = ToolResult.failure(
      "The user approved this, and it was sent; the response is too long to be kept for you. Look at what is there now, "
        + "and do not call again for it."
    )
    result.isError = call.result.isError
    return .call(ApprovedCall(call.ending, result: result, revocation: call.revocation))
  }
}
