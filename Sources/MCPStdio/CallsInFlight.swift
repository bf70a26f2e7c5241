import JSONRPC
import MCP

/// The calls that are being worked on, by the ids of their requests.
struct CallsInFlight {
  private struct Call {
    /// Tells a call from an earlier one whose id was used again after it had been cancelled.
    let serial: Int
    let request: PendingRequest
    /// Missing while the call runs its first, synchronous stretch.
    var task: Task<Void, Never>?
  }

  private var calls: [RequestID: Call] = [:]
  private var lastSerial = 0

  var isEmpty: Bool { calls.isEmpty }
  var count: Int { calls.count }

  func contains(_ id: RequestID) -> Bool { calls[id] != nil }

  /// Takes a call that is about to begin, and gives the serial number by which it is known from now on.
  mutating func begin(_ request: PendingRequest) -> Int {
    lastSerial += 1
    calls[request.id] = Call(serial: lastSerial, request: request)
    return lastSerial
  }

  /// Says by which task a call can be stopped; it may have ended already.
  mutating func attach(_ task: Task<Void, Never>, to serial: Int, _ id: RequestID) {
    if calls[id]?.serial == serial { calls[id]?.task = task }
  }

  /// Forgets a call that has come to its answer.
  ///
  /// - Returns: Whether the answer is still wanted; that of a cancelled call is not (CANC-01).
  mutating func finish(_ serial: Int, _ id: RequestID) -> Bool {
    guard calls[id]?.serial == serial else { return false }
    calls[id] = nil
    return true
  }

  /// Stops a call and silences it; ids that are not known, or not any more, are no error (CANC-02, CANC-03).
  ///
  /// - Returns: Whether there was such a call.
  mutating func cancel(_ id: RequestID) -> Bool {
    guard let call = calls.removeValue(forKey: id) else { return false }
    call.request.silence()
    call.task?.cancel()
    return true
  }

  /// Stops the calls that need not come to their answers.
  mutating func cancelSafe() {
    for (id, call) in calls where !call.request.mustFinish { _ = cancel(id) }
  }

  mutating func cancelAll() {
    for id in calls.keys { _ = cancel(id) }
  }
}
