package import JSON
package import JSONRPC

/// Handles requests of 2026-07-28, each by its own envelope: no state is kept between requests (BASE-22).
package struct ModernDispatcher: Sendable {
  private let store: CatalogStore
  private let eras: EraSupport
  private let sealer: StateSealer
  private let subscriptions: Subscriptions
  private let profile = ProtocolProfile.of(.v2026_07_28)

  /// Makes a dispatcher over a catalog.
  package init(
    _ store: CatalogStore,
    eras: EraSupport,
    sealer: StateSealer = StateSealer(),
    maximumSubscriptions: Int = 100
  ) {
    self.store = store
    self.eras = eras
    self.sealer = sealer
    subscriptions = Subscriptions(limit: maximumSubscriptions)
  }

  /// Whether a message belongs to this era: it carries its version in `_meta` (NEG-09).
  package static func claims(_ params: JSONObject) -> Bool { params["_meta"]?[MetaKey.protocolVersion] != nil }

  /// Whether a request belongs to this era: it says so, or no other era has its method (NEG-09, NEG-12).
  package static func claims(_ request: Request, _ method: Method?) -> Bool {
    claims(request.params) || method?.onlyEra == .modern
  }

  /// Checks a request in the order of the protocol's ladder, then responds or returns the work that leads to a
  /// response.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - sink: The channel for notifications that belong to it.
  ///   - principal: The authenticated identity that the transport knows; empty if there is only one (MRTR-06).
  /// - Returns: The response, or the work that leads to it.
  package func handle(_ request: Request, sink: any MessageSink, principal: String = "") -> Handling {
    do throws(JSONRPCError) {
      let envelope = try Envelope(request.params)
      if let refusal = refusal(of: envelope) { throw refusal }
      return handle(request, envelope, sink: sink, caller: Caller(identity: principal, key: principal))
    } catch {
      return .now(Reply(id: request.id, .error(error)))
    }
  }

  /// Handles a request whose envelope was read and accepted, for transports with checks of their own in between.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - envelope: The request's envelope.
  ///   - sink: The channel for notifications that belong to it.
  ///   - caller: The caller, as the transport knows it.
  /// - Returns: The response, or the work that leads to it.
  package func handle(
    _ request: Request,
    _ envelope: Envelope,
    sink: any MessageSink,
    caller: Caller
  ) -> Handling {
    do throws(JSONRPCError) {
      return try checked(request, envelope, sink, caller)
    } catch {
      return .now(Reply(id: request.id, .error(error)))
    }
  }

  /// The refusal of a request's version; `nil` if the version is served.
  ///
  /// The versions listed never include the refused one, which a client would try again (NEG-04).
  package func refusal(of envelope: Envelope) -> JSONRPCError? {
    guard envelope.version != profile.version.rawValue else { return nil }
    return JSONRPCError(
      .unsupportedProtocolVersion,
      "Unsupported protocol version: \(envelope.version)",
      data: ["supported": [.string(profile.version.rawValue)], "requested": .string(envelope.version)]
    )
  }

  /// Whether a method exists and its feature is offered (NEG-13, BASE-10).
  package func serves(_ method: Method?) -> Bool {
    method?.isOffered(by: store.catalog, in: .modern) ?? false
  }

  /// Ends all subscriptions, each with its result, because the server stops (SUB-09).
  package func endSubscriptions() { subscriptions.end() }

  private func checked(
    _ request: Request,
    _ envelope: Envelope,
    _ sink: any MessageSink,
    _ caller: Caller
  ) throws(JSONRPCError) -> Handling {
    let catalog = store.catalog
    let method = Method(rawValue: request.method)
    switch method {
    case .discover: return .now(Reply(id: request.id, .encoded(discovery(catalog))))
    case .listen where catalog.announcesAnything: return try listen(request, catalog, sink)
    default: break
    }
    let rounds = Rounds(request, method, sealer: sealer, principal: caller.identity)
    let call = MethodCall(
      id: request.id,
      params: request.params,
      catalog: catalog,
      profile: profile,
      context: context(envelope, try rounds.input(), catalog, sink, caller),
      inputs: ModernInputs(catalog: catalog, rounds: rounds)
    )
    guard let method, method.isOffered(by: catalog, in: .modern), let handling = try call.handle(method) else {
      throw .methodNotFound(request.method)
    }
    return handling
  }

  private func context(
    _ envelope: Envelope,
    _ input: Rounds.Input,
    _ catalog: Catalog,
    _ sink: any MessageSink,
    _ caller: Caller
  ) -> RequestContext {
    let logs = catalog.features.loggingEras.contains(.modern)
    return RequestContext(
      client: envelope.client,
      inputResponses: input.answers,
      state: input.state,
      meta: envelope.meta,
      caller: caller,
      notifier: Notifier(
        profile: profile,
        progressToken: envelope.progressToken,
        logLevel: logs ? envelope.logLevel : nil,
        sink: sink
      )
    )
  }

  /// The most resources of a subscription whose handlers are notified of it.
  private static let maximumNoted = 1000

  private func listen(
    _ request: Request,
    _ catalog: Catalog,
    _ sink: any MessageSink
  ) throws(JSONRPCError) -> Handling {
    let filter = try SubscriptionFilter(request.params).honoured(by: catalog)
    catalog.noteSubscriptions((filter.resources ?? []).prefix(Self.maximumNoted))
    let notifier = Notifier(profile: profile, isOpen: false, sink: sink)
    let pending = PendingRequest(id: request.id, mustFinish: true, notifier: notifier) {
      () async throws(JSONRPCError) in
      try await subscriptions.listen(filter, to: store, id: request.id, notifier)
      return profile.envelope(["_meta": Subscriptions.meta(request.id)], of: catalog)
    }
    return .later(pending)
  }

  private func discovery(_ catalog: Catalog) -> [UInt8] {
    let key = EncodedResults.Key(method: .discover, version: profile.version, offset: 0)
    return catalog.encoded.result(key) {
      var result: JSONObject = [
        "supportedVersions": .array(eras.versions.map { .string($0.rawValue) }),
        "capabilities": .object(profile.capabilities(of: catalog)),
      ]
      result.append("instructions", ifPresent: catalog.features.instructions.map(JSONValue.string))
      return .init(bytes: JSONValue.object(profile.envelope(result, of: catalog, isCacheable: true)).json)
    }.bytes
  }
}
