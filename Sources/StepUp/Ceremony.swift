import APITools
import MCP
import Synchronization

/// One question to a person: from the call of a model until what came of it is known.
///
/// However often its page is sent, at most one call is under way at a time, and none after one that may have had an effect.
final class Ceremony: Sendable {
  /// How far a ceremony is, as its page shows it.
  enum State: Sendable {
    case waiting(problem: String?)
    /// The secrets were taken, and the call is under way.
    case submitted
    case done
    case failed(String)
    case declined
    case expired
  }

  /// What the person who sent the page gets to see; the secrets of the answer are in no other place.
  struct Submission: Sendable {
    var state: State
    /// What is good to know before it is approved.
    var notice: String?
    var secrets: [ApprovedCall.Secret] = []
  }

  private struct Storage {
    var state = State.waiting(problem: nil)
    var notice: String?
    var refusals = 0
    var call: Task<Submission, Never>?
    var result: ToolResult?
    /// When the result is forgotten.
    var end: ContinuousClock.Instant
    var waiting: [Int: AsyncStream<Never>.Continuation] = [:]
    var lastWaiting = 0
  }

  /// So many times the secrets may be wrong.
  static let maximumRefusals = 3

  let id: String
  /// What the page sends back to show that it was read: no page of another origin knows it.
  let formToken: String
  let request: ApprovalRequest
  let link: ApprovalLink
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
    lifetime: Duration,
    now: @escaping @Sendable () -> ContinuousClock.Instant
  ) {
    self.id = id
    self.formToken = formToken
    self.request = request
    self.link = link
    self.lifetime = lifetime
    self.now = now
    start = now()
    storage = Mutex(Storage(notice: link.notice, end: start + lifetime))
  }

  /// What a page shows that nobody has sent.
  var shown: Submission {
    let time = now()
    return storage.withLock { Submission(state: Self.state($0, at: time), notice: $0.notice) }
  }

  /// What the model is told; `nil` while nothing is known.
  var result: ToolResult? { storage.withLock { $0.result } }

  /// Whether it is of no more use: nobody came in time, or the outcome was there for long enough.
  var isOver: Bool {
    let time = now()
    return storage.withLock { $0.end <= time && $0.call == nil }
  }

  private static func state(_ storage: Storage, at time: ContinuousClock.Instant) -> State {
    if case .waiting = storage.state, storage.end <= time { return .expired }
    return storage.state
  }

  /// Makes the call with the secrets that a person gave, or joins the one that is under way.
  func submit(_ secrets: [String: String]) async -> Submission {
    let time = now()
    let call: Task<Submission, Never>? = storage.withLock { storage in
      if let call = storage.call { return call }
      guard case .waiting = Self.state(storage, at: time) else { return nil }
      storage.state = .submitted
      // A task of its own: a browser that goes away must not end a call half-way.
      let call = Task { await self.perform(secrets) }
      storage.call = call
      return call
    }
    return await call?.value ?? shown
  }

  private func perform(_ secrets: [String: String]) async -> Submission {
    let outcome = await request.perform(secrets)
    let words = outcome.result.texts.joined(separator: "\n")
    let end = now() + lifetime
    let (submission, waiting) = storage.withLock { storage -> (Submission, [AsyncStream<Never>.Continuation]) in
      storage.call = nil
      switch outcome.ending {
      case .done: storage.state = .done
      case .failed: storage.state = .failed(words)
      case .refused(let attemptsLeft):
        storage.refusals += 1
        let left = min(Self.maximumRefusals - storage.refusals, attemptsLeft ?? .max)
        storage.state = left > 0 ? .waiting(problem: words) : .failed(words)
      case .asked(again: let notice):
        storage.state = .waiting(problem: nil)
        storage.notice = notice
      }
      let submission = Submission(state: storage.state, notice: storage.notice, secrets: outcome.secrets)
      if case .waiting = storage.state { return (submission, []) }
      return (submission, Self.finish(&storage, outcome.result, end))
    }
    for continuation in waiting { continuation.finish() }
    return submission
  }

  /// Ends it because the person does not want it.
  func decline() {
    let time = now()
    let waiting: [AsyncStream<Never>.Continuation] = storage.withLock { storage in
      guard case .waiting = Self.state(storage, at: time) else { return [] }
      storage.state = .declined
      let result = ToolResult.failure("The user said no on the page, so nothing was sent. Ask before trying again.")
      return Self.finish(&storage, result, time + lifetime)
    }
    for continuation in waiting { continuation.finish() }
  }

  private static func finish(
    _ storage: inout Storage,
    _ result: ToolResult,
    _ end: ContinuousClock.Instant
  ) -> [AsyncStream<Never>.Continuation] {
    storage.result = result
    storage.end = end
    defer { storage.waiting = [:] }
    return Array(storage.waiting.values)
  }

  /// Waits until the result is known or the time is over; a task that is cancelled waits no longer.
  func wait(atMost limit: Duration, on clock: any Clock<Duration>) async {
    let (ended, continuation) = AsyncStream.makeStream(of: Never.self)
    let number: Int? = storage.withLock { storage in
      guard storage.result == nil else { return nil }
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
  fileprivate var texts: [String] {
    content.compactMap { item in
      if case .text(let text) = item.kind { text } else { nil }
    }
  }
}
