import JSON
import JSONRPC
import MCP
import Synchronization
import TestSupport
import Testing

/// Collects what the engine sends beside answers, and lets a test wait for it.
final class Collector: MessageSink {
  private struct State {
    var messages: [JSONValue] = []
    /// How many messages ``next()`` has given out.
    var taken = 0
    var waiting: CheckedContinuation<JSONValue, Never>?
  }

  private let version: ProtocolVersion
  private let state = Mutex(State())

  init(_ version: ProtocolVersion) { self.version = version }

  func send(_ message: [UInt8]) {
    guard let value = checked(message, version: version) else { return }
    state.withLock { state in
      state.messages.append(value)
      guard let waiting = state.waiting else { return }
      state.waiting = nil
      state.taken += 1
      waiting.resume(returning: value)
    }
  }

  var messages: [JSONValue] { state.withLock { $0.messages } }

  /// The next message that was not given out yet; waits for it.
  func next() async -> JSONValue {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        guard state.taken < state.messages.count else { return state.waiting = continuation }
        state.taken += 1
        continuation.resume(returning: state.messages[state.taken - 1])
      }
    }
  }
}

/// Reads a message of the engine; whatever is wrong with it is an issue of the running test.
func checked(_ message: [UInt8], version: ProtocolVersion?, method: String? = nil) -> JSONValue? {
  do {
    let value = try JSONParser.parse(message)
    for problem in EmittedMessage.problems(in: value, version: version?.rawValue, method: method) {
      Issue.record("\(problem): \(value)")
    }
    return value
  } catch {
    Issue.record(error)
    return nil
  }
}
