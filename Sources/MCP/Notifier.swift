import JSON
import JSONRPC
import Synchronization

/// The channel for a request's notifications: standard output, or the event stream of a response.
package protocol MessageSink: Sendable {
  /// Sends one message: a line of JSON without its line break.
  func send(_ message: [UInt8])
  /// Ends the request's stream before its response, where the client can resume it (LHTTP-14).
  func endEarly()
}

extension MessageSink {
  /// Does nothing: most channels cannot be resumed.
  package func endEarly() {}
}

/// Sends a request's notifications until its response is sent, and none after that.
package final class Notifier: Sendable {
  private struct State {
    var isOpen: Bool
    var lastProgress = -Double.infinity
    var budget = Notifier.burst
    /// Time at which the budget was last refilled; `nil` for requests that have sent nothing.
    var refilled: ContinuousClock.Instant?
  }

  private let profile: ProtocolProfile
  private let progressToken: JSONValue?
  /// The least level of log messages sent; `nil` drops all of them.
  private let logLevel: LogLevel?
  private let sink: any MessageSink
  private let state: Mutex<State>

  /// Rate limit: a burst of notifications at once, then so many per second (PROG-05, LOG-07).
  private static let burst = 100.0
  private static let rate = 50.0

  init(
    profile: ProtocolProfile,
    progressToken: JSONValue? = nil,
    logLevel: LogLevel? = nil,
    isOpen: Bool = true,
    sink: any MessageSink
  ) {
    self.profile = profile
    self.progressToken = progressToken
    self.logLevel = logLevel
    self.sink = sink
    state = Mutex(State(isOpen: isOpen))
  }

  /// Opens it with a notification, before which none is sent (SUB-02, SUB-04).
  func open(with notification: Notification) {
    state.withLock { state in
      sink.send(notification.bytes)
      state.isOpen = true
    }
  }

  /// Closes it: called before the response is sent, and when the request was cancelled (PROG-03, CANC-06).
  package func close() { state.withLock { $0.isOpen = false } }

  func progress(_ progress: Double, total: Double?, message: () -> String?) {
    guard let progressToken, let value = JSONNumber(progress) else { return }
    var params = JSONObject([("progressToken", progressToken), ("progress", .number(value))])
    params.append("total", ifPresent: total.flatMap(JSONNumber.init).map(JSONValue.number))
    if profile.hasProgressMessage { params.append("message", ifPresent: message().map(JSONValue.string)) }
    let isFinal = total.map { progress >= $0 } ?? false
    send(Notification(method: "notifications/progress", params: params)) { state in
      guard progress > state.lastProgress, isFinal || Self.take(&state) else { return false }
      state.lastProgress = progress
      return true
    }
  }

  func log(_ level: LogLevel, logger: String, _ data: () -> JSONValue) {
    guard let logLevel, level >= logLevel else { return }
    let params: JSONObject = ["level": .string(level.rawValue), "logger": .string(logger), "data": data()]
    send(Notification(method: "notifications/message", params: params), if: Self.take)
  }

  /// Ends the stream of its channel, where the client can resume it.
  func endEarly() { state.withLock { if $0.isOpen { sink.endEarly() } } }

  /// Sends a notification that is exempt from the rate limit.
  func send(_ notification: Notification) { send(notification) { _ in true } }

  /// Sends under the lock, so that a notification never overtakes the response whose sending closes this.
  private func send(_ notification: Notification, if isDue: (inout State) -> Bool) {
    let message = notification.bytes
    state.withLock { state in
      if state.isOpen, isDue(&state) { sink.send(message) }
    }
  }

  private static func take(_ state: inout State) -> Bool {
    let now = ContinuousClock.now
    if let refilled = state.refilled {
      state.budget = min(burst, state.budget + refilled.duration(to: now) / .seconds(1) * rate)
    }
    state.refilled = now
    guard state.budget >= 1 else { return false }
    state.budget -= 1
    return true
  }
}
