import JSONRPC
import MCP
import NIOHTTP1
import Synchronization

/// A session up to 2025-11-25, which spans many requests of one client and one caller (LHTTP-10).
final class Session: Sendable {
  /// The header with the id, which carries no meaning and cannot be guessed (LHTTP-06).
  static let header = "Mcp-Session-Id"

  let id: String
  /// The caller that it belongs to (``Inspection/identity``).
  let identity: String
  /// The party for limits (``Inspection/party()``).
  let party: String
  let engine: LegacySession
  let outbox: Outbox
  private let calls = Mutex<[RequestID: RunningRequest]>([:])
  /// The number of checks since the session was last used.
  private let idleTicks = Atomic(0)

  init(id: String, identity: String, party: String, engine: LegacySession, outbox: Outbox) {
    self.id = id
    self.identity = identity
    self.party = party
    self.engine = engine
    self.outbox = outbox
  }

  /// Whether streams begin with an event without a message (LHTTP-13).
  var primes: Bool { engine.profile.map { $0.version >= .v2025_11_25 } ?? false }

  /// Marks the session as used.
  func touch() { idleTicks.store(0, ordering: .relaxed) }

  /// Counts a check of an idle session; returns the number of checks since it was last used.
  func tick() -> Int {
    guard !outbox.isOpen, calls.withLock({ $0.isEmpty }) else {
      touch()
      return 0
    }
    return idleTicks.add(1, ordering: .relaxed).newValue
  }

  /// Registers a call that is about to start; false if one with its id is still running.
  func begin(_ call: RunningRequest) -> Bool {
    calls.withLock { calls in
      guard calls[call.request.id] == nil else { return false }
      calls[call.request.id] = call
      return true
    }
  }

  /// Removes a call that has a reply.
  ///
  /// - Returns: Whether the reply is still wanted; that of a cancelled call is not (CANC-01).
  func finish(_ call: RunningRequest) -> Bool {
    calls.withLock { calls in
      guard calls[call.request.id] === call else { return false }
      calls[call.request.id] = nil
      return true
    }
  }

  /// Cancels a call and silences it; unknown and finished ids are no error (CANC-02, CANC-03).
  func cancel(_ id: RequestID) { calls.withLock { $0.removeValue(forKey: id) }?.cancel() }

  /// Stops requests and notifications to the client; calls continue to their replies.
  func drain() {
    engine.close()
    outbox.endListening()
  }

  /// Ends the session and cancels its calls.
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

/// A request in progress, with the means to cancel it.
final class RunningRequest: Sendable {
  private struct State {
    /// The task; `nil` while the work runs its first, synchronous part.
    var task: Task<Void, Never>?
    var isCancelled = false
  }

  let request: PendingRequest
  private let answer: PostResponse
  private let state = Mutex(State())

  init(_ request: PendingRequest, _ answer: PostResponse) {
    self.request = request
    self.answer = answer
  }

  /// Sets the task, which is cancelled at once if the call already is.
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
