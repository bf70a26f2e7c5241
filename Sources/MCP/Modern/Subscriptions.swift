import JSON
import JSONRPC
import Synchronization

/// The open `subscriptions/listen` requests, up to a limit (2026-07-28, SUB-11).
final class Subscriptions: Sendable {
  private struct State {
    var open: [Int: AsyncStream<Never>.Continuation] = [:]
    var lastNumber = 0
    var hasEnded = false
  }

  private let state = Mutex(State())
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Ends all subscriptions, each with its result, and later ones at once (SUB-09).
  func end() {
    let open = state.withLock { state in
      state.hasEnded = true
      return Array(state.open.values)
    }
    for continuation in open { continuation.finish() }
  }

  /// Sends notifications of changes until the subscriptions end or the task is cancelled.
  func listen(
    _ filter: SubscriptionFilter,
    to store: CatalogStore,
    id: RequestID,
    _ notifier: Notifier
  ) async throws(JSONRPCError) {
    let (ended, continuation) = AsyncStream.makeStream(of: Never.self)
    let number = try add(continuation)
    defer { remove(number) }
    let meta = Self.meta(id)
    let observation = store.observe { change in
      guard filter.wants(change) else { return }
      var (method, params) = change.notification
      params.append("_meta", meta)
      notifier.send(Notification(method: method, params: params))
    }
    defer { observation.cancel() }
    // Changes are observed already but not sent before this: data that a client reads after it never goes stale
    // unnoticed.
    let acknowledgement: JSONObject = ["_meta": meta, "notifications": .object(filter.json)]
    notifier.open(
      with: Notification(method: "notifications/subscriptions/acknowledged", params: acknowledgement)
    )
    for await _ in ended {}
  }

  /// The `_meta` of all messages of a subscription: the id of the request that opened it, with its JSON type (SUB-03).
  static func meta(_ id: RequestID) -> JSONValue { .object([MetaKey.subscriptionID: id.json]) }

  private func add(_ continuation: AsyncStream<Never>.Continuation) throws(JSONRPCError) -> Int {
    let number: Int? = state.withLock { state in
      guard state.open.count < limit else { return nil }
      if state.hasEnded { continuation.finish() }
      state.lastNumber += 1
      state.open[state.lastNumber] = continuation
      return state.lastNumber
    }
    guard let number else { throw .internalError("No more than \(limit) subscriptions can be open: cancel one first") }
    return number
  }

  private func remove(_ number: Int) { state.withLock { $0.open[number] = nil } }
}
