package import JSON
package import JSONRPC

/// Answers requests of 2026-07-28, each by what it says of itself: nothing is remembered from one to the next (BASE-22).
package struct ModernDispatcher: Sendable {
  private let store: CatalogStore
  private let eras: EraSupport
  private let profile = ProtocolProfile.of(.v2026_07_28)

  package init(_ store: CatalogStore, eras: EraSupport) {
    self.store = store
    self.eras = eras
  }

  /// Tells whether a message is of this era: it carries its version in `_meta` (NEG-09).
  package static func claims(_ params: JSONObject) -> Bool { params["_meta"]?[MetaKey.protocolVersion] != nil }

  /// The methods that only this era has: without an envelope they are incomplete, and not legacy (NEG-12).
  package static let ownMethods: Set<String> = ["server/discover", "subscriptions/listen"]

  /// Checks a request in the order of the protocol's ladder and answers it, or says what is to be done.
  package func handle(_ request: Request, sink: any MessageSink) -> Handling {
    do throws(JSONRPCError) {
      return try checked(request, sink)
    } catch {
      return .now(Reply(id: request.id, .error(error)))
    }
  }

  private func checked(_ request: Request, _ sink: any MessageSink) throws(JSONRPCError) -> Handling {
    let envelope = try Envelope(request.params)
    guard envelope.version == profile.version.rawValue else { throw unsupported(envelope.version) }
    let catalog = store.catalog
    if request.method == "server/discover" { return .now(Reply(id: request.id, .encoded(discovery(catalog)))) }

    let logs = catalog.features.loggingEras.contains(.modern)
    let notifier = Notifier(
      profile: profile,
      progressToken: envelope.progressToken,
      logLevel: logs ? envelope.logLevel : nil,
      sink: sink
    )
    let responses = request.params["inputResponses"]
    guard responses == nil || responses?.object != nil else {
      throw .invalidParams("inputResponses must be an object")
    }
    let context = RequestContext(
      client: envelope.client,
      inputResponses: responses?.object ?? JSONObject(),
      meta: envelope.meta,
      notifier: notifier
    )
    let call = MethodCall(
      id: request.id,
      params: request.params,
      catalog: catalog,
      profile: profile,
      context: context,
      inputs: ModernInputs(catalog: catalog)
    )
    guard let handling = try call.handle(request.method) else { throw .methodNotFound(request.method) }
    return handling
  }

  /// The versions to go on with; never the refused one, which a client would try again (NEG-04).
  private func unsupported(_ version: String) -> JSONRPCError {
    JSONRPCError(
      .unsupportedProtocolVersion,
      "Unsupported protocol version: \(version)",
      data: ["supported": [.string(profile.version.rawValue)], "requested": .string(version)]
    )
  }

  private func discovery(_ catalog: Catalog) -> [UInt8] {
    let key = EncodedResults.Key(method: "server/discover", version: profile.version, offset: 0)
    return catalog.encoded.result(key) {
      var result: JSONObject = [
        "supportedVersions": .array(eras.versions.map { .string($0.rawValue) }),
        "capabilities": .object(profile.capabilities(of: catalog)),
      ]
      result.append("instructions", ifPresent: catalog.instructions.map(JSONValue.string))
      return JSONValue.object(profile.envelope(result, of: catalog, isCacheable: true)).json
    }
  }
}
