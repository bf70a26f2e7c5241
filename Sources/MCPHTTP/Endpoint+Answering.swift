import JSON
import JSONRPC
import MCP
import NIOHTTP1
import WebServer

extension Endpoint {
  /// Handles a POST that has passed all checks.
  func answer(_ inspection: Inspection, _ exchange: any Exchange) {
    switch inspection.era {
    case .modern: answerModern(inspection, exchange)
    case .legacy: answerLegacy(inspection, exchange)
    }
  }

  private func answerModern(_ inspection: Inspection, _ exchange: any Exchange) {
    // A modern notification has no effect, because there is no state that it could change (MHTTP-15).
    guard let request = inspection.request, let envelope = inspection.envelope else {
      return accept(inspection, exchange)
    }
    let answer = PostResponse(
      to: inspection,
      over: exchange,
      stream: PlainStream(exchange: exchange, streams: streams, party: inspection.party),
      status: RequestChecks.status
    )
    let handling = modern.handle(
      request,
      envelope,
      sink: answer,
      caller: Caller(
        identity: inspection.identity,
        key: inspection.caller,
        principal: inspection.principal,
        credential: inspection.credential,
        listed: listed(inspection),
        party: inspection.party
      )
    )
    switch handling {
    case .now(let reply): answer.finish(reply)
    case .later(let pending):
      if inspection.method == .listen { inspection.visit.releaseSlot() }
      let call = RunningRequest(pending, answer)
      start(call, exchange) { answer.finish($0) }
      // Disconnecting is the client's only way to cancel the request (CANC-04).
      exchange.onDisconnect { [streams] in
        call.cancel()
        streams.forget(exchange)
      }
    }
  }

  private func answerLegacy(_ inspection: Inspection, _ exchange: any Exchange) {
    if inspection.isInitialize, inspection.session == nil { return initialize(inspection, exchange) }
    guard let session = inspection.session else { return accept(inspection, exchange) }
    let replies = inspection.elements.count(where: \.needsReply)
    guard replies > 0 else {
      for element in inspection.elements { take(element, session) }
      return accept(inspection, exchange)
    }
    let answer = PostResponse(
      to: inspection,
      over: exchange,
      stream: SessionStream(session.outbox, over: exchange, primes: session.primes),
      requests: replies,
      otherwise: session.outbox,
      status: { _ in .ok }
    )
    for element in inspection.elements {
      switch element {
      case .malformed(let error): answer.finish(Reply(id: error.id, .error(error.error)))
      case .message(.request(let request)):
        answerLegacy(request, session, answer, inspection, exchange)
      default: take(element, session)
      }
    }
  }

  private func answerLegacy(
    _ request: Request,
    _ session: Session,
    _ answer: PostResponse,
    _ inspection: Inspection,
    _ exchange: any Exchange
  ) {
    let caller = inspection.caller ?? session.id
    let handling = session.engine.handle(
      request,
      sink: answer,
      caller: Caller(
        key: caller,
        principal: inspection.principal,
        credential: inspection.credential,
        listed: listed(inspection),
        party: inspection.party
      )
    )
    switch handling {
    case .now(let reply): answer.finish(reply)
    case .later(let pending):
      let call = RunningRequest(pending, answer)
      guard session.begin(call) else {
        let refusal = JSONRPCError.invalidRequest("A request with this id is still being worked on")  // BASE-15
        return answer.finish(Reply(id: request.id, .error(refusal)))
      }
      start(call, exchange) { reply in
        if session.finish(call) { answer.finish(reply) }
      }
      // The result of a change must not be lost with the connection: the client can resume the stream.
      if pending.mustFinish, session.primes { answer.beginStream() }
    }
  }

  /// The levels whose tools are listed for a caller; `nil` for all.
  private func listed(_ inspection: Inspection) -> Set<AccessLevel>? {
    guard let resource = access.resource, resource.listsByScope else { return nil }
    return resource.granted(inspection.principal)
  }

  /// Processes a message without a reply.
  private func take(_ element: Inspection.Element, _ session: Session) {
    switch element {
    case .message(.response(let response)): session.engine.handle(response)
    case .message(.notification(let notification)):
      guard notification.method == "notifications/cancelled" else { return session.engine.handle(notification) }
      guard let id = notification.params["requestId"].flatMap(RequestID.init) else { return }
      session.cancel(id)
      options.note("Request \(id) was cancelled, reason: \(notification.params["reason"] ?? "none given")")
    case .message(.request), .malformed: break
    }
  }

  /// Accepts a message without a reply (HTTP-07).
  private func accept(_ inspection: Inspection, _ exchange: any Exchange) {
    inspection.visit.end(.accepted)
    exchange.respond(WebResponse(.accepted))
  }

  /// Starts to work on a request.
  ///
  /// The only place where work starts. It runs on the thread of its connection or the executor of the options, can be
  /// cancelled from elsewhere, and may outlive the connection: a task group offers none of that. When the server stops,
  /// it waits for connections with pending responses.
  private func start(_ call: RunningRequest, _ exchange: any Exchange, _ finish: @escaping @Sendable (Reply) -> Void) {
    let task =
      if let executor = options.executor {
        Task(executorPreference: executor) { finish(await call.request.reply()) }
      } else {
        Task.immediate(executorPreference: exchange.executor) { finish(await call.request.reply()) }
      }
    call.attach(task)
  }
}

extension Inspection.Element {
  fileprivate var needsReply: Bool {
    switch self {
    case .message(.request), .malformed: true
    case .message: false
    }
  }
}
