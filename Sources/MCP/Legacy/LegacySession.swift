import JSON
package import JSONRPC
import Synchronization

/// A session of 2024-11-05 … 2025-11-25: `initialize` opens it and settles the version for all later messages.
package final class LegacySession: Sendable {
  enum State {
    case fresh
    case open(Terms)
    case closed
  }

  /// The result of the handshake, and the client's later settings.
  struct Terms {
    let profile: ProtocolProfile
    let client: ClientCapabilities
    /// The least level that is sent; `info` for a client that sets none (LOG-02).
    var logLevel = LogLevel.info
    /// Whether the client has sent `notifications/initialized`: before that it gets no request and no notification
    /// (LIFE-06).
    var isInitialized = false
    /// The URIs of the resources that the client subscribes to.
    var subscriptions: Set<String> = []
    /// Notifies the session of changes, once it is initialized.
    var observation: CatalogStore.Observation?
  }

  let store: CatalogStore
  /// The channel for messages that belong to no request.
  let sink: any MessageSink
  let requests: ClientRequests
  let state = Mutex(State.fresh)

  /// Makes a session that waits for its handshake.
  ///
  /// - Parameters:
  ///   - store: The catalog on offer.
  ///   - sink: The channel for messages that belong to no request, such as notifications of changes.
  ///   - timeout: Longest wait for a client's response to a request of the server; a person may have to give it.
  ///   - clock: The clock for that wait.
  package init(
    _ store: CatalogStore,
    sink: any MessageSink,
    timeout: Duration = .seconds(300),
    clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.store = store
    self.sink = sink
    requests = ClientRequests(timeout: timeout, clock: clock)
  }

  deinit { close() }

  /// Closes the session: the client gets no further request or notification, and pending client requests fail as
  /// cancelled.
  package func close() {
    let terms = terms
    state.withLock { $0 = .closed }
    terms?.observation?.cancel()
    requests.close()
  }

  /// The profile of the negotiated version; `nil` before the handshake.
  package var profile: ProtocolProfile? { terms?.profile }

  var terms: Terms? { state.withLock { if case .open(let terms) = $0 { terms } else { nil } } }

  var isInitialized: Bool { terms?.isInitialized ?? false }

  /// Whether the session is closed.
  var isClosed: Bool { state.withLock { if case .closed = $0 { true } else { false } } }

  /// Changes the terms, if the session is open, and returns their new value.
  @discardableResult
  func change(_ body: (inout Terms) -> Void) -> Terms? {
    state.withLock { state in
      guard case .open(var terms) = state else { return nil }
      body(&terms)
      state = .open(terms)
      return terms
    }
  }

  /// Handles a request: responds at once, or returns the work that leads to a response.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - sink: The channel for messages that belong to it: notifications before its response, and requests to the
  ///     client.
  ///   - caller: The caller, as the transport knows it; by default the only one there is.
  /// - Returns: The response, or the work that leads to it.
  package func handle(
    _ request: Request,
    sink: any MessageSink,
    caller: Caller = Caller()
  ) -> Handling {
    do throws(JSONRPCError) {
      return try checked(request, sink, caller)
    } catch {
      return .now(Reply(id: request.id, .error(error)))
    }
  }

  /// Handles a notification; ignores unknown ones (BASE-07, ROOT-02).
  ///
  /// `notifications/cancelled` is left to the transport, which knows the running requests.
  package func handle(_ notification: Notification) {
    if notification.method == "notifications/initialized" { beginTelling() }
  }

  /// Handles a client's response to a request of the server.
  package func handle(_ response: Response) { requests.receive(response) }

  private func checked(
    _ request: Request,
    _ sink: any MessageSink,
    _ caller: Caller
  ) throws(JSONRPCError) -> Handling {
    func now(_ result: JSONObject) -> Handling { .now(Reply(id: request.id, .result(result))) }
    let method = Method(rawValue: request.method)
    switch method {
    case .ping: return now([:])  // PING-01: before the handshake too
    case .initialize: return now(try initialize(request.params))
    default: break
    }
    guard let terms else {
      throw .invalidRequest("Send initialize first: this connection has not agreed on a protocol version")
    }
    let catalog = store.catalog
    let logs = catalog.features.loggingEras.contains(.legacy)
    let meta = request.params["_meta"]?.object
    let notifier = Notifier(
      profile: terms.profile,
      progressToken: try ProgressToken.read(meta),
      logLevel: logs ? terms.logLevel : nil,
      sink: sink
    )
    let context = RequestContext(
      client: terms.client,
      meta: meta ?? JSONObject(),
      caller: caller,
      notifier: notifier
    )
    let call = MethodCall(
      id: request.id,
      params: request.params,
      catalog: catalog,
      profile: terms.profile,
      context: context,
      inputs: LegacyInputs(session: self, sink: sink)
    )
    guard let method, method.isOffered(by: catalog, in: .legacy) else { throw .methodNotFound(request.method) }
    switch method {
    case .setLogLevel: return now(try setLevel(call))
    case .subscribe: return now(try subscribe(call))
    case .unsubscribe: return now(try unsubscribe(call))
    default: break
    }
    guard let handling = try call.handle(method) else { throw .methodNotFound(request.method) }
    return handling
  }
}
