import JSON
import JSONRPC

/// What is done when a handler has questions for the client: the one thing in which the eras differ for a handler.
protocol InputResolver: Sendable {
  func resolve(
    _ input: InputRequired,
    in context: RequestContext,
    profile: ProtocolProfile
  ) async throws(JSONRPCError) -> InputResolution
}

/// What has come of questions for the client.
enum InputResolution {
  /// This goes to the client, which calls again with the answers (2026-07-28).
  case result(JSONObject)
  /// The client was asked, and the handler goes on with what it answered (until 2025-11-25).
  case answered(RequestContext)
  /// The client could not be asked, or did not answer (until 2025-11-25); the sentence says why.
  case failed(String)
}

extension MethodCall {
  /// Has a handler work until it has an answer, or until the client has to call again.
  ///
  /// - Parameters:
  ///   - handler: What is called, once for each round of questions.
  ///   - encode: Makes a result of its answer.
  ///   - failure: Makes a result of a sentence that says why there is no answer; without it there is an error.
  /// - Returns: `nil` if the handler knows nothing of what it was asked for.
  /// - Throws: What the handler throws, and what keeps the client from being asked.
  func drive<Answer>(
    _ handler: (RequestContext) async throws(JSONRPCError) -> Outcome<Answer>?,
    encode: (Answer) -> JSONObject,
    failure: ((String) -> JSONObject)? = nil
  ) async throws(JSONRPCError) -> JSONObject? {
    var context = context
    for _ in 0..<Self.maximumRounds {
      guard let outcome = try await handler(context) else { return nil }
      switch outcome {
      case .complete(let answer): return encode(answer)
      case .inputRequired(let input):
        switch try await inputs.resolve(input, in: context, profile: profile) {
        case .result(let result): return result
        case .answered(let next): context = next
        case .failed(let sentence):
          guard let failure else { throw .internalError(sentence) }
          return failure(sentence)
        }
      }
    }
    throw .internalError("The server asked \(Self.maximumRounds) times and still has questions")
  }

  private static var maximumRounds: Int { 10 }
}
