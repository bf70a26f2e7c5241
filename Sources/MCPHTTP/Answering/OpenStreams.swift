import NIOHTTP1
import Synchronization
import WebServer

/// The open event streams, up to a limit, of which each party has a share.
final class OpenStreams: Sendable {
  private struct Stream {
    let exchange: any Exchange
    let party: String
  }

  private struct State {
    var streams: [ObjectIdentifier: Stream] = [:]
    var countOfParty: [String: Int] = [:]
  }

  private let state = Mutex(State())
  private let limit: Int
  /// The most streams of one party.
  let limitOfParty: Int

  init(limit: Int, ofParty limitOfParty: Int) {
    self.limit = limit
    self.limitOfParty = limitOfParty
  }

  var count: Int { state.withLock { $0.streams.count } }

  /// The limit that prevents another stream of a party; `nil` if there is room.
  func fullness(for party: String) -> Fullness? { state.withLock { fullness(for: party, $0) } }

  private func fullness(for party: String, _ state: State) -> Fullness? {
    guard state.streams.count < limit else { return .inAll }
    return state.countOfParty[party, default: 0] < limitOfParty ? nil : .ofParty
  }

  /// The sentence for a client whose stream was refused.
  func refusal(_ fullness: Fullness) -> String {
    switch fullness {
    case .inAll: "The server has as many streams as it can: try again later"
    case .ofParty: "This caller has \(limitOfParty) streams open, as many as one may: end one first"
    }
  }

  /// Turns an exchange into a stream of a party; false, with nothing sent, if a limit is reached.
  func open(_ exchange: any Exchange, of party: String, headers: HTTPHeaders = [:]) -> Bool {
    let isOpen = state.withLock { state in
      guard fullness(for: party, state) == nil else { return false }
      guard
        state.streams.updateValue(Stream(exchange: exchange, party: party), forKey: ObjectIdentifier(exchange)) == nil
      else { return true }
      state.countOfParty[party, default: 0] += 1
      return true
    }
    guard isOpen else { return false }
    var all = WebResponse.streamHeaders
    all.add(contentsOf: headers)
    exchange.open(all)
    return true
  }

  /// Ends a stream, unless it has ended.
  func end(_ exchange: any Exchange) {
    exchange.end()
    forget(exchange)
  }

  /// Removes a stream whose client has disconnected.
  func forget(_ exchange: any Exchange) {
    state.withLock { state in
      guard let party = state.streams.removeValue(forKey: ObjectIdentifier(exchange))?.party else { return }
      let left = state.countOfParty[party, default: 1] - 1
      state.countOfParty[party] = left > 0 ? left : nil
    }
  }

  /// Sends a keep-alive comment on all streams.
  func keepAlive() {
    for stream in state.withLock({ Array($0.streams.values) }) { stream.exchange.write(ServerSentEvent.keepAlive) }
  }
}
