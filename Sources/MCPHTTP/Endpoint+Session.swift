import JSONRPC
import MCP
import NIOHTTP1
import WebServer

extension Endpoint {
  /// Opens a session (LHTTP-06).
  func initialize(_ inspection: Inspection, _ exchange: any Exchange) {
    guard let request = inspection.request else { return }
    let outbox = Outbox(streams: streams, of: inspection.party(), replaySize: options.replaySize)
    let engine = LegacySession(store, sink: outbox, timeout: options.answerTimeout)
    guard case .now(let reply) = engine.handle(request, sink: outbox) else { return }
    var response = WebResponse.json(reply.bytes)
    if case .result = reply.outcome {
      let session = Session(
        id: Sessions.newID(),
        identity: inspection.identity,
        party: inspection.party(),
        engine: engine,
        outbox: outbox
      )
      sessions.add(session)
      response.headers.add(name: Session.header, value: session.id)
      inspection.visit.name(.request(.initialize), engine.profile?.version)
    }
    inspection.visit.end(.ok)
    exchange.respond(response)
  }

  /// Handles GET, which listens to a session, and DELETE, which ends it.
  func serveSession(_ inspection: Inspection, _ exchange: any Exchange) {
    guard let session = inspection.session else { return }
    inspection.visit.name(inspection.head.method == .GET ? .get : .delete, session.engine.profile?.version)
    guard inspection.head.method == .GET else {
      sessions.remove(session)
      inspection.visit.end(.noContent)
      return exchange.respond(WebResponse(.noContent))
    }
    let refusal = listen(inspection, session, exchange)
    inspection.visit.end(refusal?.status ?? .ok)
    if let refusal { exchange.respond(refusal) }
  }

  /// Opens the stream of a session, or returns a response if it cannot.
  private func listen(_ inspection: Inspection, _ session: Session, _ exchange: any Exchange) -> WebResponse? {
    var last: EventID?
    if let text = inspection.header("last-event-id") {
      guard let id = EventID(String(text.trimmingSpace())) else {
        return .text(.badRequest, "The header Last-Event-ID holds no id of an event of this session")
      }
      last = id
    }
    switch session.outbox.attach(exchange, after: last, primes: session.primes) {
    case .listening: return nil
    case .unknownStream: return .text(.badRequest, "The header Last-Event-ID holds no id of an event of this session")
    case .tooManyStreams:
      let fullness = streams.fullness(for: session.party) ?? .inAll
      var response = WebResponse.text(.serviceUnavailable, streams.refusal(fullness))
      response.headers.add(name: "Retry-After", value: "10")
      return response
    }
  }
}
