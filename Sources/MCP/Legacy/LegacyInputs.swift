import JSON
import JSONRPC

/// Asks the client a handler's questions in separate requests, then calls the handler again with the responses.
///
/// The questions are asked one after another. The handler's result is the same as in the modern era (MRTR-12).
struct LegacyInputs: InputResolver {
  let session: LegacySession
  /// The channel of the request being handled: its questions belong to it (ELIC-14).
  let sink: any MessageSink

  func resolve(
    _ input: InputRequired,
    in context: RequestContext,
    profile: ProtocolProfile
  ) async throws(JSONRPCError) -> InputResolution {
    guard session.isInitialized || session.isClosed else {
      return .failed("This needs an answer from the client, which has to send notifications/initialized first")
    }
    let allowed = input.requests.filter { context.client.allows($0.request) }
    guard !allowed.isEmpty || input.requests.isEmpty else {
      let names = input.requests.map(\.request.title)
      return .failed("This needs \(names.joined(separator: ", ")), which this client cannot be asked for")
    }
    var answers = context.inputResponses
    var elicitationIDs = context.elicitationIDs
    for (key, request) in allowed {
      let elicitationID = request.isURL ? Self.newElicitationID() : nil
      elicitationIDs[key] = elicitationID
      let params = profile.params(request, elicitationID: elicitationID)
      switch await session.requests.send(request.method, params, over: sink, while: input.waiting) {
      case .answered(.success(.object(let answer))): answers[key] = .object(answer)
      case .answered where input.waiting != nil: answers[key] = ["action": "cancel"]
      case .timedOut where input.waiting != nil: break
      // The handler itself says where the outcome can be found later.
      case .cancelled where input.waiting != nil && !Task.isCancelled: answers[key] = ["action": "cancel"]
      case .answered(.success(let other)):
        return .failed("The client answered \(request.method) with \(other.typeName) where an object belongs")
      case .answered(.failure(let error)): return .failed("The client refused \(request.method): \(error.message)")
      case .timedOut: return .failed("The client did not answer \(request.method) within \(session.requests.timeout)")
      case .cancelled where !Task.isCancelled:
        throw .internalError("The connection has ended before the client answered \(request.method)")
      case .cancelled: throw .internalError("The request was cancelled")
      }
    }
    return .answered(
      RequestContext(
        client: context.client,
        inputResponses: answers,
        state: input.state,
        meta: context.meta,
        caller: context.origin,
        notifier: context.notifier,
        elicitationIDs: elicitationIDs
      )
    )
  }

  /// Makes an id that is unique across sessions and cannot be guessed (ELIC-10).
  private static func newElicitationID() -> String {
    "\(String(UInt64.random(in: 0...UInt64.max), radix: 36))-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
  }
}
