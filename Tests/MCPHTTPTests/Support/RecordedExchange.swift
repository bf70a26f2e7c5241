import JSON
import NIOHTTP1
import Synchronization
import WebServer

@testable import MCPHTTP

/// Keeps what is answered, and lets a test wait for it.
final class RecordedExchange: Exchange {
  private struct State {
    var status: HTTPResponseStatus?
    var headers = HTTPHeaders()
    var body: [UInt8] = []
    var isStream = false
    var hasEnded = false
    var isDisconnected = false
    var disconnection: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())
  private let changes: AsyncStream<Void>
  private let changed: AsyncStream<Void>.Continuation

  init() { (changes, changed) = AsyncStream.makeStream() }

  let executor: (any TaskExecutor)? = nil
  let peer = Peer(remote: nil, local: nil)

  var status: HTTPResponseStatus? { state.withLock { $0.status } }
  var headers: HTTPHeaders { state.withLock { $0.headers } }
  var isStream: Bool { state.withLock { $0.isStream } }
  var hasEnded: Bool { state.withLock { $0.hasEnded } }
  var text: String { state.withLock { String(decoding: $0.body, as: UTF8.self) } }
  var json: JSONValue? { try? JSONParser.parse(text) }

  /// The events so far, each as its lines.
  var events: [[String]] {
    text.split(separator: "\n\n").map { $0.split(separator: "\n").map(String.init) }
  }

  /// The messages of the events so far.
  var messages: [JSONValue] {
    events.compactMap { lines in
      lines.first { $0.hasPrefix("data: ") }.flatMap { try? JSONParser.parse(String($0.dropFirst(6))) }
    }
  }

  /// The ids of the events so far.
  var ids: [String] {
    events.compactMap { lines in lines.first { $0.hasPrefix("id: ") }.map { String($0.dropFirst(4)) } }
  }

  func respond(_ response: WebResponse) {
    change { state in
      guard state.status == nil else { return }
      state.status = response.status
      state.headers = response.headers
      state.body = response.body
      state.hasEnded = true
    }
  }

  func open(_ headers: HTTPHeaders) {
    change { state in
      guard state.status == nil, !state.isDisconnected else { return }
      state.status = .ok
      state.headers = headers
      state.isStream = true
    }
  }

  func write(_ bytes: [UInt8]) {
    change { if !$0.hasEnded, !$0.isDisconnected { $0.body += bytes } }
  }

  func end() { change { $0.hasEnded = true } }
  func abandon() { end() }

  func onDisconnect(_ body: @escaping @Sendable () -> Void) {
    let isDisconnected = state.withLock { state in
      if !state.isDisconnected { state.disconnection = body }
      return state.isDisconnected
    }
    if isDisconnected { body() }
  }

  /// Goes, as a client does that loses its connection.
  func disconnect() {
    let disconnection = state.withLock { state in
      state.isDisconnected = true
      return state.hasEnded ? nil : state.disconnection
    }
    disconnection?()
  }

  /// Waits until what was answered is as a test wants it.
  func wait(until isMet: (RecordedExchange) -> Bool) async {
    var changes = changes.makeAsyncIterator()
    while !isMet(self) { await changes.next() }
  }

  /// Waits for the end of the answer.
  func ended() async -> RecordedExchange {
    await wait { $0.hasEnded }
    return self
  }

  private func change(_ body: (inout State) -> Void) {
    state.withLock { body(&$0) }
    changed.yield()
  }
}
