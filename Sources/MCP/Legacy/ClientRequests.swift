import JSON
import JSONRPC
import Synchronization

/// The requests that a session has sent to its client and that are not answered yet (until 2025-11-25).
final class ClientRequests: Sendable {
  /// What becomes of a request.
  enum Ending: Sendable {
    case answered(Result<JSONValue, JSONRPCError>)
    case timedOut
    case cancelled
  }

  private struct State {
    var waiting: [RequestID: AsyncStream<Ending>.Continuation] = [:]
    var lastNumber = 0
    /// Whether the client cannot answer any more.
    var isClosed = false
  }

  private let state = Mutex(State())
  /// How long an answer may take, whatever the client says in between (LIFE-11).
  let timeout: Duration
  private let clock: any Clock<Duration>

  init(timeout: Duration, clock: any Clock<Duration>) {
    self.timeout = timeout
    self.clock = clock
  }

  /// Sends a request and waits for its end; one that is given up is cancelled at the client (CANC-08).
  ///
  /// - Parameters:
  ///   - method: The method of the request.
  ///   - params: Its parameters.
  ///   - sink: Where it goes.
  ///   - waiting: Gives the request up when it returns, if that is before ``timeout``.
  /// - Returns: What becomes of it.
  func send(
    _ method: String,
    _ params: JSONObject,
    over sink: any MessageSink,
    while waiting: (@Sendable () async -> Void)? = nil
  ) async -> Ending {
    let request = Request(id: nextID(), method: method, params: params)
    let (endings, continuation) = AsyncStream.makeStream(of: Ending.self)
    guard !Task.isCancelled else { return .cancelled }
    let isOpen = state.withLock { state in
      if !state.isClosed { state.waiting[request.id] = continuation }
      return !state.isClosed
    }
    guard isOpen else { return .cancelled }
    sink.send(request.bytes)
    async let _ = expire(request.id)
    async let _ = expire(request.id, after: waiting)
    var ending = Ending.cancelled  // What a cancelled task finds is a stream without elements.
    for await first in endings { ending = first }
    forget(request.id)
    switch ending {
    case .answered: break
    case .timedOut: sink.send(Self.cancellation(of: request.id, reason: "No answer in time"))
    case .cancelled: sink.send(Self.cancellation(of: request.id, reason: "The answer is not needed any more"))
    }
    return ending
  }

  /// Takes a response; one that nobody waits for is no error: it may have been given up (CANC-03).
  func receive(_ response: Response) { end(response.id, .answered(response.outcome)) }

  /// Gives up all requests, those too that are still to come.
  func close() {
    let waiting = state.withLock { state in
      state.isClosed = true
      return Array(state.waiting.keys)
    }
    for id in waiting { end(id, .cancelled) }
  }

  /// An id that was not used in this session (BASE-14).
  private func nextID() -> RequestID {
    state.withLock { state in
      state.lastNumber += 1
      return .string("server-\(state.lastNumber)")
    }
  }

  private func expire(_ id: RequestID) async {
    do {
      try await clock.sleep(for: timeout)
      end(id, .timedOut)
    } catch {
      // Cancelled: the request has come to another end.
    }
  }

  private func expire(_ id: RequestID, after waiting: (@Sendable () async -> Void)?) async {
    guard let waiting else { return }
    await waiting()
    if !Task.isCancelled { end(id, .timedOut) }
  }

  private func end(_ id: RequestID, _ ending: Ending) {
    guard let continuation = forget(id) else { return }
    continuation.yield(ending)
    continuation.finish()
  }

  @discardableResult
  private func forget(_ id: RequestID) -> AsyncStream<Ending>.Continuation? {
    state.withLock { $0.waiting.removeValue(forKey: id) }
  }

  private static func cancellation(of id: RequestID, reason: String) -> [UInt8] {
    Notification(method: "notifications/cancelled", params: ["requestId": id.json, "reason": .string(reason)]).bytes
  }
}
