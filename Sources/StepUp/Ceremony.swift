import APITools
import JSON
import MCP
import Synchronization

/// One question to a person: from the call of a model until what came of it is known.
///
/// However often its page is sent, at most one call is under way at a time, and none after one that may have had an effect.
final class Ceremony: Sendable {
  private struct Storage {
    var state = CeremonyView.State.waiting(nil)
    var notice: String?
    var refusals = 0
    var call: Task<CeremonyView, Never>?
    var result: ToolResult?
    /// About how many bytes the result takes up.
    var resultSize = 0
    /// Takes back what was made, until it has.
    var revocation: Revocation?
    var revoking = CeremonyView.Revoking.no
    var revocationCall: Task<Void, Never>?
    /// When the result is forgotten.
    var end: ContinuousClock.Instant
    var waiting: [Int: AsyncStream<Never>.Continuation] = [:]
    var lastWaiting = 0
    /// Whether somebody has looked at the page.
    var isOpened = false
    /// Whether it was noted that nobody has decided.
    var hasLapsed = false
    /// Whether nobody waits for a person any more.
    var hasStoppedWaiting = false

    func view(at time: ContinuousClock.Instant, secrets: [ApprovedCall.Secret] = []) -> CeremonyView {
      var view = CeremonyView(state: state, notice: notice, secrets: secrets, revoking: revoking)
      if state.isWaiting, end <= time { view.state = .expired }
      return view
    }

    func isWaiting(at time: ContinuousClock.Instant) -> Bool { state.isWaiting && end > time }
  }

  /// So many times the secrets may be wrong.
  static let maximumRefusals = 3

  let id: String
  /// What the page sends back to show that it was read: no page of another origin knows it.
  let formToken: String
  let request: ApprovalRequest
  let link: ApprovalLink
  /// Names the party that shares bounds.
  let party: String
  /// About how many bytes the arguments take up.
  private let argumentSize: Int
  /// When it was first asked for.
  let start: ContinuousClock.Instant
  private let lifetime: Duration
  private let now: @Sendable () -> ContinuousClock.Instant
  private let storage: Mutex<Storage>

  init(
    id: String,
    formToken: String,
    request: ApprovalRequest,
    link: ApprovalLink,
    party: String = "",
    lifetime: Duration,
    now: @escaping @Sendable () -> ContinuousClock.Instant
  ) {
    self.id = id
    self.formToken = formToken
    self.request = request
    self.link = link
    self.party = party
    argumentSize = JSONValue.object(request.arguments).size
    self.lifetime = lifetime
    self.now = now
    start = now()
    storage = Mutex(Storage(notice: link.notice, end: start + lifetime))
  }

  /// What a page shows that nobody has sent.
  var view: CeremonyView {
    let time = now()
    return storage.withLock { $0.view(at: time) }
  }

  /// What a page shows that nobody has sent, with why nothing would be sent just now.
  var currentView: CeremonyView {
    get async {
      var view = view
      if view.state.isWaiting { view.hindrance = await request.hindrance() }
      return view
    }
  }

  /// What the model is told; `nil` while nothing is known.
  var result: ToolResult? { storage.withLock { $0.result } }

  /// Whether it is of no more use: nobody came in time, or the outcome was there for long enough.
  var isOver: Bool {
    let time = now()
    return storage.withLock { $0.end <= time && $0.call == nil && $0.revocationCall == nil }
  }

  /// Whether it is a person who has to do something next, and not the backend.
  var awaitsPerson: Bool {
    let time = now()
    return storage.withLock { $0.isWaiting(at: time) }
  }

  /// Ends the waits for a person, those too that are about to begin.
  func stopWaiting() {
    let waiting = storage.withLock { storage in
      defer { storage.waiting = [:] }
      storage.hasStoppedWaiting = true
      return Array(storage.waiting.values)
    }
    for continuation in waiting { continuation.finish() }
  }

  /// About how many bytes it takes up.
  var size: Int { argumentSize + storage.withLock { $0.resultSize } }

  /// Whether it waits for a person, and nobody has looked at its page.
  var isUnopened: Bool {
    let time = now()
    return storage.withLock { !$0.isOpened && $0.isWaiting(at: time) }
  }

  /// Notes that somebody looks at the page.
  func open() { storage.withLock { $0.isOpened = true } }

  /// Ends it so that newer ones have room, unless somebody has looked at its page.
  ///
  /// - Returns: Whether it has ended; then ``sayThatRoomWasMade()`` is due.
  func makeRoom() -> Bool {
    let time = now()
    return storage.withLock { storage in
      guard !storage.isOpened, storage.isWaiting(at: time) else { return false }
      (storage.state, storage.hasLapsed) = (.expired, true)
      return true
    }
  }

  /// Has it recorded that it made room, and then tells those who wait.
  func sayThatRoomWasMade() {
    request.expired("Nobody had opened the page when newer ones needed its place.")
    let result = ToolResult.failure(
      "Nothing was sent: nobody had opened the page when newer ones needed its place. Call again to ask the user once more."
    )
    let time = now()
    for continuation in storage.withLock({ Self.finish(&$0, result, time) }) { continuation.finish() }
  }

  /// Has it recorded that nobody has decided in time, once.
  func lapse() {
    let time = now()
    let isFirst = storage.withLock { storage in
      guard !storage.hasLapsed, storage.state.isWaiting, storage.end <= time else { return false }
      storage.hasLapsed = true
      return true
    }
    if isFirst { request.expired("Nobody decided on the page in time.") }
  }

  /// Makes the call with the secrets that a person gave, and shows what came of it with the secrets of the response.
  ///
  /// A request that arrives while a call is under way, or after it, sees just that, whatever it brings: a link is no
  /// proof of a person, and the form can be had with it.
  func submit(_ secrets: [String: String]) async -> CeremonyView {
    let time = now()
    let call: Task<CeremonyView, Never>? = storage.withLock { storage in
      guard storage.call == nil, storage.isWaiting(at: time) else { return nil }
      storage.state = .submitted
      // A task of its own: a browser that goes away must not end a call half-way.
      let call = Task { await self.perform(secrets) }
      storage.call = call
      return call
    }
    return await call?.value ?? view
  }

  private func perform(_ secrets: [String: String]) async -> CeremonyView {
    let outcome = await request.perform(secrets)
    let time = now()
    let (view, waiting) = storage.withLock { storage in
      storage.call = nil
      Self.take(outcome, &storage)
      let waiting = storage.state.isWaiting ? [] : Self.finish(&storage, outcome.result, time + lifetime)
      return (storage.view(at: time, secrets: outcome.secrets), waiting)
    }
    for continuation in waiting { continuation.finish() }
    guard outcome.ending == .postponed else { return view }
    var postponed = view
    postponed.hindrance = outcome.result.words
    return postponed
  }

  private static func take(_ outcome: ApprovedCall, _ storage: inout Storage) {
    let words = outcome.result.words
    switch outcome.ending {
    case .done: storage.state = .done
    case .lost: storage.state = .lost
    case .failed: storage.state = .failed(words)
    case .refused(let attemptsLeft):
      storage.refusals += 1
      let left = min(maximumRefusals - storage.refusals, attemptsLeft ?? .max)
      storage.state = left > 0 ? .waiting(.init(words: words, attemptsLeft: left)) : .failed(words)
    case .postponed: storage.state = .waiting(nil)
    case .asked(again: let notice):
      storage.state = .waiting(nil)
      storage.notice = notice
    }
    guard let revocation = outcome.revocation else { return }
    storage.revocation = revocation
    storage.revoking = .offered(revocation.subject, problem: nil)
  }

  /// Ends it because the person does not want it.
  func decline() {
    let time = now()
    let isFirst = storage.withLock { storage in
      guard storage.isWaiting(at: time) else { return false }
      storage.state = .declined
      storage.end = time + lifetime
      return true
    }
    guard isFirst else { return }
    // Recorded before anybody is told, and with nobody held up who only looks.
    request.declined()
    let result = ToolResult.failure("The user said no on the page, so nothing was sent. Ask before trying again.")
    let waiting = storage.withLock { Self.finish(&$0, result, time + lifetime) }
    for continuation in waiting { continuation.finish() }
  }

  /// Takes back what was made; does nothing while that is under way, or after it.
  func revoke() async {
    let call: Task<Void, Never>? = storage.withLock { storage in
      guard storage.revocationCall == nil, let revocation = storage.revocation else { return nil }
      storage.revoking = .underWay(revocation.subject)
      // A task of its own, as for the call.
      let call = Task { await self.perform(revocation) }
      storage.revocationCall = call
      return call
    }
    await call?.value
  }

  private func perform(_ revocation: Revocation) async {
    let problem = await revocation.perform()
    storage.withLock { storage in
      storage.revocationCall = nil
      guard problem == nil else {
        storage.revoking = .offered(revocation.subject, problem: problem)
        return
      }
      storage.revocation = nil
      storage.revoking = .done(revocation.subject)
      storage.result?.note("The user has revoked it on the page since: \(revocation.subject).")
    }
  }

  private static func finish(
    _ storage: inout Storage,
    _ result: ToolResult,
    _ end: ContinuousClock.Instant
  ) -> [AsyncStream<Never>.Continuation] {
    storage.result = result
    storage.resultSize = result.size
    storage.end = end
    defer { storage.waiting = [:] }
    return Array(storage.waiting.values)
  }

  /// Waits until the result is known or the time is over; a task that is cancelled waits no longer.
  func wait(atMost limit: Duration, on clock: any Clock<Duration>) async {
    let (ended, continuation) = AsyncStream.makeStream(of: Never.self)
    let number: Int? = storage.withLock { storage in
      guard storage.result == nil, !(storage.hasStoppedWaiting && storage.state.isWaiting) else { return nil }
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

extension CeremonyView.State {
  /// Whether a person may still decide, as far as the time allows.
  fileprivate var isWaiting: Bool { if case .waiting = self { true } else { false } }
}

extension ToolResult {
  /// About how many bytes it takes up.
  fileprivate var size: Int { words.utf8.count + (structuredContent?.size ?? 0) }

  /// Everything that is said in it.
  fileprivate var words: String {
    content.compactMap { item in
      if case .text(let text) = item.kind { text } else { nil }
    }.joined(separator: "\n")
  }
}
