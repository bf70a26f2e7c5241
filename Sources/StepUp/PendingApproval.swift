import Calls
import JSON
import MCP
import Synchronization

/// One approval: from the call of a model to its outcome.
///
/// However often its page is submitted, at most one call runs at a time, and none after one that may have had an
/// effect.
final class PendingApproval: Sendable {
  struct Storage {
    var approval = ApprovalState()
    var call: Task<ApprovalView, Never>?
    /// Approximate size of the result, in bytes.
    var resultSize = 0
    var revocationCall: Task<Void, Never>?
    /// Time at which the approval, or its result, expires.
    var end: ContinuousClock.Instant
    var waiting: [Int: AsyncStream<Never>.Continuation] = [:]
    var lastWaiting = 0
    /// Whether somebody has looked at the page.
    var isOpened = false
    /// Whether its lapse has been recorded.
    var hasLapsed = false
    /// Whether calls no longer wait for a person.
    var hasStoppedWaiting = false
    /// The sign-in that comes first; `nil` if there is a session.
    var signIn: PendingSignIn?

    func view(at time: ContinuousClock.Instant, secrets: [ApprovedCall.Secret] = []) -> ApprovalView {
      approval.view(isOver: end <= time, secrets: secrets)
    }

    func isWaiting(at time: ContinuousClock.Instant) -> Bool { approval.isWaiting && end > time }

    /// Whether the form can be submitted.
    func isAsking(at time: ContinuousClock.Instant) -> Bool {
      if case .waiting = approval.step { end > time } else { false }
    }

    /// Whether calls have nothing more to wait for.
    var isSettled: Bool { if case .signedIn = approval.step { true } else { approval.result != nil } }
  }

  let id: String
  /// Token in the form that proves that the page was read: no page of another origin knows it.
  let formToken: String
  let request: ApprovalRequest
  /// Carries out what the person decides.
  let carrier: any ApprovalCarrier
  let link: ApprovalLink
  /// The party under whose limits it counts.
  let party: String
  /// Approximate size of the arguments, in bytes.
  private let argumentSize: Int
  /// Time of the first call that asked for it.
  let start: ContinuousClock.Instant
  let lifetime: Duration
  let now: @Sendable () -> ContinuousClock.Instant
  let storage: Mutex<Storage>

  init(
    id: String,
    formToken: String,
    request: ApprovalRequest,
    carrier: any ApprovalCarrier,
    link: ApprovalLink,
    party: String = "",
    lifetime: Duration,
    now: @escaping @Sendable () -> ContinuousClock.Instant
  ) {
    self.id = id
    self.formToken = formToken
    self.request = request
    self.carrier = carrier
    self.link = link
    self.party = party
    argumentSize = JSONValue.object(request.arguments).size
    self.lifetime = lifetime
    self.now = now
    start = now()
    let approval = ApprovalState(account: request.account, notice: link.notice)
    storage = Mutex(Storage(approval: approval, end: start + lifetime))
  }

  /// Whether calls have nothing more to wait for.
  var isSettled: Bool { storage.withLock { $0.isSettled } }

  /// The page as a GET shows it: without secrets.
  var view: ApprovalView {
    let time = now()
    return storage.withLock { $0.view(at: time) }
  }

  /// The page that has a view.
  func page(_ view: ApprovalView) -> PendingApprovalPage {
    PendingApprovalPage(id: id, request: request, formToken: formToken, expiresAt: link.expiresAt, view: view)
  }

  /// The page as a GET shows it to a visitor, with the reason why a call would not be sent just now.
  func currentView(of visitor: String?) async -> ApprovalView {
    await goOn()
    var view = view
    if case .waiting = view.state { view.hindrance = await carrier.hindrance(of: request) }
    return shown(view, to: visitor)
  }

  /// The tool result for the model; `nil` until there is one.
  var result: ToolResult? { storage.withLock { $0.approval.result } }

  /// Whether its lifetime is over: nobody decided in time, or the outcome has been available for long enough.
  var isOver: Bool {
    let time = now()
    return storage.withLock { $0.end <= time && $0.call == nil && $0.revocationCall == nil }
  }

  /// Whether the next step is the person's, not the backend's.
  var awaitsPerson: Bool {
    let time = now()
    return storage.withLock { $0.isWaiting(at: time) }
  }

  /// Releases the calls that wait for a person, and any that would start to wait.
  func stopWaiting() {
    let waiting = storage.withLock { storage in
      defer { storage.waiting = [:] }
      storage.hasStoppedWaiting = true
      return Array(storage.waiting.values)
    }
    for continuation in waiting { continuation.finish() }
  }

  /// Approximate size in memory, in bytes.
  var size: Int { argumentSize + storage.withLock { $0.resultSize } }

  /// Whether it waits for a person who has not yet opened its page.
  var isUnopened: Bool {
    let time = now()
    return storage.withLock { !$0.isOpened && $0.isWaiting(at: time) }
  }

  /// Notes that a person has opened the page.
  func open() { storage.withLock { $0.isOpened = true } }

  /// Expires it so that newer ones have room, unless its page has been opened.
  ///
  /// - Returns: Whether it expired; then the caller must call ``sayThatRoomWasMade()``.
  func makeRoom() -> Bool {
    let time = now()
    return storage.withLock { storage in
      guard !storage.isOpened, storage.isWaiting(at: time) else { return false }
      (storage.approval.step, storage.hasLapsed) = (.expired, true)
      return true
    }
  }

  /// Records that it was dropped for newer ones, then releases the waiting calls.
  func sayThatRoomWasMade() {
    storage.withLock { $0.signIn }?.end()
    if !isForSignIn { carrier.expired(request, because: ApprovalState.displacement) }
    let time = now()
    for continuation in storage.withLock({ Self.finish(&$0, ApprovalState.displaced, time) }) { continuation.finish() }
  }

  /// Records, once, that nobody decided in time.
  func lapse() {
    let time = now()
    let isFirst = storage.withLock { storage in
      guard !storage.hasLapsed, storage.approval.isWaiting, storage.end <= time else { return false }
      storage.hasLapsed = true
      return true
    }
    guard isFirst else { return }
    storage.withLock { $0.signIn }?.end()
    if !isForSignIn { carrier.expired(request, because: ApprovalState.lapsed) }
  }

  /// Sends the call with the secrets that the person entered; the view returned has the secrets of the response.
  ///
  /// A submission that arrives during or after a call returns the view of that call, whatever it contains: possession
  /// of the link does not prove a person, and the form comes with the link.
  func submit(_ secrets: [String: String]) async -> ApprovalView {
    let time = now()
    let call: Task<ApprovalView, Never>? = storage.withLock { storage in
      guard storage.call == nil, storage.isAsking(at: time) else { return nil }
      storage.approval.step = .submitted
      // A task of its own: a browser that disconnects must not stop a call half-way.
      let call = Task { await self.perform(secrets) }
      storage.call = call
      return call
    }
    return await call?.value ?? view
  }

  private func perform(_ secrets: [String: String]) async -> ApprovalView {
    let told = storage.withLock { storage in
      storage.approval.news = nil
      return storage.approval.told(request)
    }
    let outcome = await carrier.perform(told, with: secrets)
    let time = now()
    let (view, waiting) = storage.withLock { storage in
      storage.call = nil
      if case .signInNeeded(let needed) = outcome.ending {
        storage.begin(needed)
      } else {
        storage.approval.take(outcome)
      }
      let waiting = storage.approval.isWaiting ? [] : Self.finish(&storage, outcome.result, time + lifetime)
      return (storage.view(at: time, secrets: outcome.secrets), waiting)
    }
    for continuation in waiting { continuation.finish() }
    guard outcome.ending == .postponed else { return view }
    var postponed = view
    postponed.hindrance = outcome.result.words
    return postponed
  }

  /// Ends it because the person declined.
  func decline() {
    let time = now()
    let isFirst = storage.withLock { storage in
      guard storage.isWaiting(at: time) else { return false }
      storage.approval.step = .declined
      storage.end = time + lifetime
      return true
    }
    guard isFirst else { return }
    storage.withLock { $0.signIn }?.end()
    // Recorded before the waiting calls are told; readers of the page are not held up.
    if !isForSignIn { carrier.declined(request) }
    let waiting = storage.withLock { Self.finish(&$0, ApprovalState.declined, time + lifetime) }
    for continuation in waiting { continuation.finish() }
  }

  /// Revokes the created item; does nothing while a revocation runs or after it succeeded.
  func revoke() async {
    let call: Task<Void, Never>? = storage.withLock { storage in
      guard storage.revocationCall == nil, let revocation = storage.approval.revocation else { return nil }
      storage.approval.revoking = .underWay(revocation.subject)
      // A task of its own, as for the call.
      let call = Task { await self.perform(revocation) }
      storage.revocationCall = call
      return call
    }
    await call?.value
  }

  private func perform(_ revocation: Revocation) async {
    let problem = await carrier.revoke(revocation, of: request)
    storage.withLock { storage in
      storage.revocationCall = nil
      storage.approval.take(revocation, problem: problem)
    }
  }

  static func finish(
    _ storage: inout Storage,
    _ result: ToolResult,
    _ end: ContinuousClock.Instant
  ) -> [AsyncStream<Never>.Continuation] {
    storage.approval.result = result
    storage.resultSize = result.size
    storage.end = end
    defer { storage.waiting = [:] }
    return Array(storage.waiting.values)
  }

  /// Waits for the result, a time limit or the cancellation of the task, whichever comes first.
  func wait(atMost limit: Duration, on clock: any Clock<Duration>) async {
    let (ended, continuation) = AsyncStream.makeStream(of: Never.self)
    let number: Int? = storage.withLock { storage in
      guard !storage.isSettled, !(storage.hasStoppedWaiting && storage.approval.isWaiting) else { return nil }
      storage.lastWaiting += 1
      storage.waiting[storage.lastWaiting] = continuation
      return storage.lastWaiting
    }
    guard let number else { return }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in ended {} }
      group.addTask { try? await clock.sleep(for: limit) }
      await group.next()
      group.cancelAll()
    }
    _ = storage.withLock { $0.waiting.removeValue(forKey: number) }
  }
}

extension ToolResult {
  /// The text for the model.
  var text: String { words }

  /// Approximate size in memory, in bytes.
  fileprivate var size: Int { words.utf8.count + (structuredContent?.size ?? 0) }
}
