import JSONRPC
import MCP

/// The running calls, by the ids of their requests.
struct CallsInFlight {
  private struct Call {
    /// Distinguishes a call from an earlier, cancelled one with the same id.
    let serial: Int
    let request: PendingRequest
    /// The task; `nil` while the call runs its first, synchronous part.
    var task: Task<Void, Never>?
  }

  private var calls: [RequestID: Call] = [:]
  private var lastSerial = 0

  var isEmpty: Bool { calls.isEmpty }
  var count: Int { calls.count }

  func contains(_ id: RequestID) -> Bool { calls[id] != nil }

  /// Registers a call that is about to start, and returns its serial number.
  mutating func begin(_ request: PendingRequest) -> Int {
    lastSerial += 1
    calls[request.id] = Call(serial: lastSerial, request: request)
    return lastSerial
  }

  /// Sets the task of a call, unless the call has already ended.
  mutating func attach(_ task: Task<Void, Never>, to serial: Int, _ id: RequestID) {
    if calls[id]?.serial == serial { calls[id]?.task = task }
  }

  /// Removes a call that has a reply.
  ///
  /// - Returns: Whether the reply is still wanted; that of a cancelled call is not (CANC-01).
  mutating func finish(_ serial: Int, _ id: RequestID) -> Bool {
    guard calls[id]?.serial == serial else { return false }
    calls[id] = nil
    return true
  }

  /// Cancels a call and silences it; unknown and finished ids are no error (CANC-02, CANC-03).
  ///
  /// - Returns: Whether there was such a call.
  mutating func cancel(_ id: RequestID) -> Bool {
    guard let call = calls.removeValue(forKey: id) else { return false }
    call.request.silence()
    call.task?.cancel()
    return true
  }

  /// Cancels the calls that need not run to their end.
  mutating func cancelSafe() {
    for (id, call) in calls where !call.request.mustFinish { _ = cancel(id) }
  }

  mutating func cancelAll() {
    for id in calls.keys { _ = cancel(id) }
  }
}
