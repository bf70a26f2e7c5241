import JSON
import JSONRPC
import Synchronization

/// Where a request's notifications go: a line of standard output, an event of a stream.
package protocol MessageSink: Sendable {
  /// Sends one message, which is a line of JSON without its end.
  func send(_ message: [UInt8])
  /// Ends the request's stream before its reply, where the client can come back for the rest (LHTTP-14).
  func endEarly()
}

extension MessageSink {
  package func endEarly() {}
}

/// Says what a request has to say before it is answered, and nothing after that.
package final class Notifier: Sendable {
  private struct State {
    var isOpen: Bool
    var lastProgress = -Double.infinity
    var budget = Notifier.burst
    /// When the budget was last counted; never, for the requests that say nothing.
    var refilled: ContinuousClock.Instant?
  }

  private let profile: ProtocolProfile
  private let progressToken: JSONValue?
  /// Log messages below it are dropped; all of them, if there is none.
  private let logLevel: LogLevel?
  private let sink: any MessageSink
  private let state: Mutex<State>

  /// So many notifications may be sent at once, and so many in each second after that (PROG-05, LOG-07).
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

  /// Begins with a notification, before which nothing is said (SUB-02, SUB-04).
  func open(with notification: Notification) {
    state.withLock { state in
      sink.send(notification.bytes)
      state.isOpen = true
    }
  }

  /// Ends it: called before the answer is sent, and when the request was cancelled (PROG-03, CANC-06).
  package func close() { state.withLock { $0.isOpen = false } }

  func progress(_ progress: Double, total: Double?, message: String?) {
    guard let progressToken, let value = JSONNumber(progress) else { return }
    var params = JSONObject([("progressToken", progressToken), ("progress", .number(value))])
    params.append("total", ifPresent: total.flatMap(JSONNumber.init).map(JSONValue.number))
    if profile.hasProgressMessage { params.append("message", ifPresent: message.map(JSONValue.string)) }
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

  /// Ends the stream that it sends on, where the client can come back for the rest.
  func endEarly() { state.withLock { if $0.isOpen { sink.endEarly() } } }

  /// Sends what must not be left out, however much there was before.
  func send(_ notification: Notification) { send(notification) { _ in true } }

  /// Sends under the lock: a notification never overtakes the answer that closes this.
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
