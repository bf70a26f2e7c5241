import JSON
import JSONRPC

extension LegacySession {
  /// The most resources that a session can subscribe to.
  private static var maximumSubscriptions: Int { 1000 }

  /// Handles `resources/subscribe`; refuses an unknown resource as `resources/read` does (RES-11, RES-12).
  func subscribe(_ call: MethodCall) throws(JSONRPCError) -> JSONObject {
    let uri = try call.string("uri")
    guard call.catalog.reader(of: uri) != nil else { throw call.profile.notFound(uri) }
    let terms = change { terms in
      if terms.subscriptions.count < Self.maximumSubscriptions { terms.subscriptions.insert(uri) }
    }
    guard terms?.subscriptions.contains(uri) == true else {
      throw .internalError("A session can subscribe to \(Self.maximumSubscriptions) resources: unsubscribe from others")
    }
    call.catalog.noteSubscriptions([uri])
    return [:]
  }

  /// Handles `resources/unsubscribe`, also for a resource without a subscription.
  func unsubscribe(_ call: MethodCall) throws(JSONRPCError) -> JSONObject {
    let uri = try call.string("uri")
    change { $0.subscriptions.remove(uri) }
    return [:]
  }

  /// Starts to notify the client of changes (LIFE-06); a second call has no effect.
  func beginTelling() {
    let observation = store.observe { [weak self] in self?.tell($0) }
    var superfluous: CatalogStore.Observation? = observation
    change { terms in
      guard !terms.isInitialized else { return }
      terms.isInitialized = true
      terms.observation = observation
      superfluous = nil
    }
    superfluous?.cancel()
  }

  private func tell(_ change: CatalogChange) {
    guard let terms, store.catalog.announces(change) else { return }
    if case .resource(let uri) = change, !terms.subscriptions.contains(uri) { return }
    let (method, params) = change.notification
    sink.send(Notification(method: method, params: params).bytes)
  }
}
