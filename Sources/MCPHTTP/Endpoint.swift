import JSON
import JSONRPC
import MCP
import NIOCore
import NIOHTTP1
import WebServer

/// Handles the requests to the endpoint, independent of sockets: a request is a head and a body, and the response
/// leaves through an ``Exchange``.
final class Endpoint: RequestHandler, Sendable {
  let store: CatalogStore
  let options: HTTPServerOptions
  let access: any AccessRule
  let metrics: Metrics
  let modern: ModernDispatcher
  let sessions: Sessions
  let streams: OpenStreams
  let rateLimit: RateLimit?
  let identity: CallerIdentity
  private let pages: Pages
  private let routes: [Route]
  private let routeSlots: RequestSlots

  init(
    _ store: CatalogStore,
    options: HTTPServerOptions,
    access: any AccessRule,
    metrics: Metrics = Metrics(),
    routes: [Route] = [],
    backendState: @escaping @Sendable () -> JSONValue? = { nil }
  ) {
    self.store = store
    self.options = options
    self.access = access
    self.metrics = metrics
    modern = ModernDispatcher(
      store,
      eras: options.eras,
      sealer: options.sealer,
      maximumSubscriptions: options.maximumStreams
    )
    sessions = Sessions(
      limit: options.maximumSessions,
      ofParty: options.maximumSessionsOfParty,
      timeout: options.sessionTimeout,
      tick: options.keepAliveInterval
    )
    streams = OpenStreams(limit: options.maximumStreams, ofParty: options.maximumStreamsOfParty)
    rateLimit = options.rate.map(RateLimit.init)
    identity = CallerIdentity(key: options.identityKey)
    self.routes = routes
    routeSlots = RequestSlots(maximum: options.maximumRouteRequests, ofParty: options.maximumRouteRequestsOfParty)
    pages = Pages(options, backendState: backendState)
  }

  func handle(_ head: HTTPRequestHead, _ exchange: any Exchange) -> BodyConsumer? {
    var exchange = exchange
    if options.trustedProxies.contains(exchange.peer) {
      exchange = ForwardedExchange(exchange, of: options.trustedProxies.client(of: exchange.peer, head.headers))
    }
    guard isPath(head.uri) else {
      let path = head.uri.prefix { $0 != "?" }
      if let route = routes.first(where: { path.hasPrefix($0.prefix) }) { return serve(route, head, exchange) }
      let isMetadata = access.resource?.metadataPaths.contains(String(path)) == true
      if let portal = options.portal, path.hasPrefix(portal.prefix), !isMetadata, !pages.serves(path) {
        return serve(portal: portal, head, exchange)
      }
      exchange.respond(page(head, path))
      return nil
    }
    if options.portal != nil, let response = responseToBrowser(head) {
      exchange.respond(response)
      return nil
    }
    if let origin = head.headers.first(name: "origin"), options.allowedOrigins.contains(origin.lowercased()) {
      exchange = CrossOriginExchange(exchange, origin: origin)
      if let answer = CrossOriginExchange.answer(
        toPreflight: head,
        catalog: store.catalog,
        credentialFields: options.credentialFields
      ) {
        exchange.respond(answer)
        return nil
      }
    }
    var inspection = Inspection(head, RequestMetrics(metrics), from: exchange.peer)
    guard pass(.head, &inspection, exchange) else { return nil }
    guard head.method == .POST else {
      proceed(inspection, exchange)
      return nil
    }
    return BodyConsumer(limit: options.maximumBodySize) { [inspection, exchange] body in
      var inspection = inspection
      inspection.body = body
      self.proceed(inspection, exchange)
    }
  }

  /// Handles a complete request, once it is decided who may call.
  private func proceed(_ inspection: Inspection, _ exchange: any Exchange) {
    var inspection = inspection
    guard let decide = inspection.decide else {
      guard pass(.body, &inspection, exchange) else { return }
      return inspection.head.method == .POST ? answer(inspection, exchange) : serveSession(inspection, exchange)
    }
    // Only now, so that senders of half a request have nothing looked up. Like the work on a request (``start``), it
    // runs on the thread of its connection and may outlive it, which no task group offers.
    Task.immediate(executorPreference: exchange.executor) { [inspection] in
      var inspection = inspection
      inspection.admission = await decide()
      inspection.decide = nil
      // From the start: a check looks at the head alone, and the outcome takes the place of the question.
      if pass(.head, &inspection, exchange) { proceed(inspection, exchange) }
    }
  }

  /// A challenge with what every challenge of this server tells.
  func completed(_ challenge: Challenge) -> Challenge {
    access.resource.map { $0.completed(challenge, store.catalog) } ?? challenge
  }

  /// Whether a target names the endpoint, whatever its query.
  private func isPath(_ target: String) -> Bool {
    let (target, path) = (target.utf8, options.path.utf8)
    guard target.starts(with: path) else { return false }
    return target.count == path.count || target.dropFirst(path.count).first == UInt8(ascii: "?")
  }

  private func page(_ head: HTTPRequestHead, _ path: Substring) -> WebResponse {
    guard let resource = access.resource, resource.metadataPaths.contains(String(path)) else {
      return pages.response(to: head, path: path)
    }
    return resource.response(to: head, store.catalog)
  }

  func serve(_ route: Route, _ head: HTTPRequestHead, _ exchange: any Exchange) -> BodyConsumer? {
    let hosts = head.headers["host"]
    guard hosts.count == 1, allows(host: hosts[0]) else {
      exchange.respond(.text(.misdirectedRequest, "The server is not known by this name"))
      return nil
    }
    return route.serve(head, slots: routeSlots, exchange)
  }

  /// Call it once per ``HTTPServerOptions/keepAliveInterval``.
  func tick() {
    streams.keepAlive()
    sessions.tick()
  }

  /// Makes the server report that it is about to stop; everything goes on.
  func announceEnd() { pages.beginDraining() }

  /// Ends everything that would go on by itself: the streams of sessions, and subscriptions with their results
  /// (SUB-09).
  ///
  /// Calls continue.
  func beginDraining() {
    modern.endSubscriptions()
    sessions.drain()
  }

  /// Applies the checks of a stage.
  ///
  /// - Returns: Whether the request passed; otherwise it has its response.
  private func pass(_ stage: RequestCheck.Stage, _ inspection: inout Inspection, _ exchange: any Exchange) -> Bool {
    for row in RequestChecks.rows(of: stage) where inspection.isIn(row.scope) {
      do throws(RequestRefusal) {
        try row.check(&inspection, self)
        // The checks after this one need to know the caller.
        if inspection.decide != nil { return true }
      } catch {
        let status = error.status ?? row.status
        var response = WebResponse.text(status, error.sentence)
        if let code = row.code {
          let refusal = JSONRPCError(code, error.sentence, data: error.data)
          response = .json(Reply(id: inspection.id, .error(refusal)).bytes, status: status)
        }
        response.headers.add(contentsOf: error.headers)
        inspection.visit.end(status)
        exchange.respond(response)
        return false
      }
    }
    return true
  }

  /// The session that a request names, if it belongs to its caller.
  func session(of inspection: Inspection) -> Session? {
    inspection.header(.session).flatMap { sessions.find($0, of: inspection.identity) }
  }
}

extension Endpoint {
  /// Whether pages of an origin may call the server: those of this machine for a local server, and configured ones
  /// (HTTP-02).
  func allows(origin: String) -> Bool {
    let origin = origin.lowercased()
    if options.allowedOrigins.contains(origin) { return true }
    guard options.isLoopback else { return false }
    for scheme in ["http://", "https://"] where origin.hasPrefix(scheme) {
      return LoopbackName.matches(origin.dropFirst(scheme.count).withoutPort)
    }
    return false
  }

  /// Whether the server may be called by a host name: a public server accepts any unless its names are configured
  /// (HTTP-03).
  func allows(host: String) -> Bool {
    if LoopbackName.isUsual(host) { return true }
    let name = host.trimmingSpace().lowercased().withoutPort
    if LoopbackName.matches(name) || options.allowedHosts.contains(String(name)) { return true }
    return !options.isLoopback && options.allowedHosts.isEmpty
  }
}
