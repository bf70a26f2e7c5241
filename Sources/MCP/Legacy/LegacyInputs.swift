import JSON
import JSONRPC

/// Asks the client a handler's questions in requests of their own, one after another, and has the handler go on with
/// the answers: the same handler comes to the same result as in the modern era (MRTR-12).
struct LegacyInputs: InputResolver {
  let session: LegacySession
  /// Where the messages of the request go that is being answered: questions are a part of it (ELIC-14).
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
      // The handler says where to find what it waits for besides an answer.
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
        credential: context.credential,
        caller: context.caller,
        party: context.party,
        notifier: context.notifier,
        elicitationIDs: elicitationIDs
      )
    )
  }

  /// An id that no other session has, and that nobody can guess (ELIC-10).
  private static func newElicitationID() -> String {
    "\(String(UInt64.random(in: 0...UInt64.max), radix: 36))-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
  }
}
