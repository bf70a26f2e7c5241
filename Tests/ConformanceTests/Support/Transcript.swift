import JSON
import JSONRPC
import MCP
import Synchronization
import TestSupport
import Testing

/// What a server sends beside answers; its requests are answered at once, as a willing client does.
final class Transcript: MessageSink {
  private struct State {
    var messages: [JSONValue] = []
    /// How many messages ``next()`` has given out.
    var taken = 0
    var waiting: CheckedContinuation<JSONValue, Never>?
  }

  private let version: ProtocolVersion
  /// Takes the responses to the server's requests.
  private let respond: @Sendable (Response) -> Void
  private let state = Mutex(State())

  init(_ version: ProtocolVersion, respond: @escaping @Sendable (Response) -> Void) {
    self.version = version
    self.respond = respond
  }

  var messages: [JSONValue] { state.withLock { $0.messages } }

  func send(_ message: [UInt8]) {
    guard let value = Self.judged(message, version) else { return }
    let waiting = state.withLock { state in
      state.messages.append(value)
      if state.waiting != nil { state.taken += 1 }
      return state.waiting.take()
    }
    waiting?.resume(returning: value)
    guard let id = value["id"] else { return }
    let result = Willing.answer(to: value["method"], value["params"])
    let answer: JSONValue = ["jsonrpc": "2.0", "id": id, "result": result]
    if case .response(let response)? = try? Message(answer) { respond(response) }
  }

  /// The next message that was not given out yet; waits for it.
  func next() async -> JSONValue {
    await withCheckedContinuation { continuation in
      let message = state.withLock { state -> JSONValue? in
        guard state.taken < state.messages.count else {
          state.waiting = continuation
          return nil
        }
        state.taken += 1
        return state.messages[state.taken - 1]
      }
      if let message { continuation.resume(returning: message) }
    }
  }

  /// Reads a message of the engine; whatever is wrong with it is an issue of the running test.
  static func judged(_ message: [UInt8], _ version: ProtocolVersion, method: String? = nil) -> JSONValue? {
    do {
      let value = try JSONParser.parse(message)
      for problem in EmittedMessage.problems(in: value, version: version.rawValue, method: method) {
        Issue.record("\(problem): \(value)")
      }
      return value
    } catch {
      Issue.record(error)
      return nil
    }
  }
}
