import JSON
package import JSONRPC
import Synchronization

/// A conversation of 2024-11-05 … 2025-11-25: opened by `initialize`, which settles the version for all that follows.
package final class LegacySession: Sendable {
  enum State {
    case fresh
    case open(Terms)
    case closed
  }

  /// What the handshake settled, and what the client has asked for since.
  struct Terms {
    let profile: ProtocolProfile
    let client: ClientCapabilities
    /// Where a client never says, it hears what is at least worth a note (LOG-02).
    var logLevel = LogLevel.info
    /// Whether the client has said that it is ready: before that it is neither asked nor told anything (LIFE-06).
    var isInitialized = false
    /// The resources whose changes it wants to hear of.
    var subscriptions: Set<String> = []
    /// Has the session told of changes, once it is initialized.
    var observation: CatalogStore.Observation?
  }

  let store: CatalogStore
  /// Where the messages go that belong to no request.
  let sink: any MessageSink
  let requests: ClientRequests
  let state = Mutex(State.fresh)

  /// Makes a session that waits for its handshake.
  ///
  /// - Parameters:
  ///   - store: What is offered.
  ///   - sink: Where the messages go that belong to no request: what has changed.
  ///   - timeout: How long a client may take to answer a request of the server; a person may have to.
  ///   - clock: What measures that time.
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

  /// Ends the session: nothing is asked or told any more.
  package func close() {
    let terms = terms
    state.withLock { $0 = .closed }
    terms?.observation?.cancel()
    requests.close()
  }

  /// The version that was settled, once it is.
  package var profile: ProtocolProfile? { terms?.profile }

  var terms: Terms? { state.withLock { if case .open(let terms) = $0 { terms } else { nil } } }

  var isInitialized: Bool { terms?.isInitialized ?? false }

  /// Whether the session has ended: the client is asked and told nothing any more.
  var isClosed: Bool { state.withLock { if case .closed = $0 { true } else { false } } }

  /// Changes the terms, if there are any; their value after that is returned.
  @discardableResult
  func change(_ body: (inout Terms) -> Void) -> Terms? {
    state.withLock { state in
      guard case .open(var terms) = state else { return nil }
      body(&terms)
      state = .open(terms)
      return terms
    }
  }

  /// Answers a request, or says what is to be done.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - sink: Where the messages go that belong to it: notifications before its answer, and questions to the client.
  ///   - credential: What the caller brought for the backend.
  ///   - caller: What tells the caller apart from others; empty where there is only one.
  ///   - party: Names the party that shares bounds, as ``RequestContext/party``.
  /// - Returns: The answer, or what leads to it.
  package func handle(
    _ request: Request,
    sink: any MessageSink,
    credential: CallerCredential? = nil,
    caller: String = "",
    party: @escaping @Sendable () -> String = { "" }
  ) -> Handling {
    do throws(JSONRPCError) {
      return try checked(request, sink, credential, caller, party)
    } catch {
      return .now(Reply(id: request.id, .error(error)))
    }
  }

  /// Takes what the client tells; unknown notifications are no error (BASE-07, ROOT-02).
  ///
  /// To end a request by `notifications/cancelled` is the part of the transport, which knows the requests.
  package func handle(_ notification: Notification) {
    if notification.method == "notifications/initialized" { beginTelling() }
  }

  /// Takes what the client answers to a request of the server.
  package func handle(_ response: Response) { requests.receive(response) }

  private func checked(
    _ request: Request,
    _ sink: any MessageSink,
    _ credential: CallerCredential?,
    _ caller: String,
    _ party: @escaping @Sendable () -> String
  ) throws(JSONRPCError) -> Handling {
    func now(_ result: JSONObject) -> Handling { .now(Reply(id: request.id, .result(result))) }
    switch request.method {
    case "ping": return now([:])  // PING-01: before the handshake too
    case "initialize": return now(try initialize(request.params))
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
      credential: credential,
      caller: caller,
      party: party,
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
    switch request.method {
    case "logging/setLevel" where logs: return now(try setLevel(call))
    case "resources/subscribe" where catalog.hasResourceSubscriptions: return now(try subscribe(call))
    case "resources/unsubscribe" where catalog.hasResourceSubscriptions: return now(try unsubscribe(call))
    default: break
    }
    guard let handling = try call.handle(request.method) else { throw .methodNotFound(request.method) }
    return handling
  }
}
