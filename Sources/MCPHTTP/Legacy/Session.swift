import JSONRPC
import MCP
import NIOHTTP1
import Synchronization

/// A conversation up to 2025-11-25 over many requests: one client's, and only for as long as it comes from one caller
/// (LHTTP-10).
final class Session: Sendable {
  /// The header with the id, which says nothing and cannot be guessed (LHTTP-06).
  static let header = "Mcp-Session-Id"

  let id: String
  let principal: Principal
  /// Names the party that shares bounds (``Inspection/party()``).
  let party: String
  let engine: LegacySession
  let outbox: Outbox
  private let calls = Mutex<[RequestID: PendingCall]>([:])
  /// How often the server has looked since the session was used.
  private let idleTicks = Atomic(0)

  init(id: String, principal: Principal, party: String, engine: LegacySession, outbox: Outbox) {
    self.id = id
    self.principal = principal
    self.party = party
    self.engine = engine
    self.outbox = outbox
  }

  /// Whether streams begin with an event without a message (LHTTP-13).
  var primes: Bool { engine.profile.map { $0.version >= .v2025_11_25 } ?? false }

  /// Notes that it is used.
  func touch() { idleTicks.store(0, ordering: .relaxed) }

  /// Notes that some time has passed; returns how often that was while nobody did anything.
  func tick() -> Int {
    guard !outbox.isOpen, calls.withLock({ $0.isEmpty }) else {
      touch()
      return 0
    }
    return idleTicks.add(1, ordering: .relaxed).newValue
  }

  /// Takes a call that is about to begin; false if one with its id is still worked on.
  func begin(_ call: PendingCall) -> Bool {
    calls.withLock { calls in
      guard calls[call.request.id] == nil else { return false }
      calls[call.request.id] = call
      return true
    }
  }

  /// Forgets a call that has come to its answer.
  ///
  /// - Returns: Whether the answer is still wanted; that of a cancelled call is not (CANC-01).
  func finish(_ call: PendingCall) -> Bool {
    calls.withLock { calls in
      guard calls[call.request.id] === call else { return false }
      calls[call.request.id] = nil
      return true
    }
  }

  /// Stops a call and silences it; ids that are not known, or not any more, are no error (CANC-02, CANC-03).
  func cancel(_ id: RequestID) { calls.withLock { $0.removeValue(forKey: id) }?.cancel() }

  /// Neither asks nor tells anything more; calls go on to their answers.
  func drain() {
    engine.close()
    outbox.endListening()
  }

  /// Ends the session and what it has under way.
  func close() {
    engine.close()
    let calls = calls.withLock { calls in
      defer { calls = [:] }
      return calls.values
    }
    for call in calls { call.cancel() }
    outbox.close()
  }
}

/// A request that is worked on, and how to stop it.
final class PendingCall: Sendable {
  private struct State {
    /// Missing while the work runs its first, synchronous stretch.
    var task: Task<Void, Never>?
    var isCancelled = false
  }

  let request: PendingRequest
  private let answer: Answer
  private let state = Mutex(State())

  init(_ request: PendingRequest, _ answer: Answer) {
    self.request = request
    self.answer = answer
  }

  /// Says by which task the work can be stopped.
  func attach(_ task: Task<Void, Never>) {
    let isCancelled = state.withLock { state in
      state.task = task
      return state.isCancelled
    }
    if isCancelled { task.cancel() }
  }

  func cancel() {
    let task = state.withLock { state in
      state.isCancelled = true
      return state.task
    }
    request.silence()
    task?.cancel()
    answer.finishWithoutReply()
  }
}
