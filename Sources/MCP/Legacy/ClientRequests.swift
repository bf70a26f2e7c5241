import JSON
import JSONRPC
import Synchronization

/// Requests from a session to its client that await a response (until 2025-11-25).
final class ClientRequests: Sendable {
  /// The end of a request.
  enum Ending: Sendable {
    case answered(Result<JSONValue, JSONRPCError>)
    case timedOut
    case cancelled
  }

  private struct State {
    var waiting: [RequestID: AsyncStream<Ending>.Continuation] = [:]
    var lastNumber = 0
    /// Whether the client can no longer respond.
    var isClosed = false
  }

  private let state = Mutex(State())
  /// Longest wait for a response, whatever the client sends in between (LIFE-11).
  let timeout: Duration
  private let clock: any Clock<Duration>

  init(timeout: Duration, clock: any Clock<Duration>) {
    self.timeout = timeout
    self.clock = clock
  }

  /// Sends a request and waits for its end; a request given up is cancelled at the client (CANC-08).
  ///
  /// - Parameters:
  ///   - method: The method of the request.
  ///   - params: The parameters of the request.
  ///   - sink: The channel that the request is sent on.
  ///   - waiting: Gives the request up when it returns, if that is before ``timeout``.
  /// - Returns: The end of the request.
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
    var ending = Ending.cancelled  // A cancelled task finds a stream without elements.
    for await first in endings { ending = first }
    forget(request.id)
    switch ending {
    case .answered: break
    case .timedOut: sink.send(Self.cancellation(of: request.id, reason: "No answer in time"))
    case .cancelled: sink.send(Self.cancellation(of: request.id, reason: "The answer is not needed any more"))
    }
    return ending
  }

  /// Takes a response; ignores one that no request awaits, which may have been given up (CANC-03).
  func receive(_ response: Response) { end(response.id, .answered(response.outcome)) }

  /// Cancels all requests, and every later one at once.
  func close() {
    let waiting = state.withLock { state in
      state.isClosed = true
      return Array(state.waiting.keys)
    }
    for id in waiting { end(id, .cancelled) }
  }

  /// Makes an id not yet used in this session (BASE-14).
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
      // Cancelled: the request has ended otherwise.
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
