import JSON
import JSONRPC

/// Resolves a handler's questions for the client: the only point at which the eras differ for a handler.
protocol InputResolver: Sendable {
  func resolve(
    _ input: InputRequired,
    in context: RequestContext,
    profile: ProtocolProfile
  ) async throws(JSONRPCError) -> InputResolution
}

/// The outcome of questions for the client.
enum InputResolution {
  /// A result for the client, which calls again with its responses (2026-07-28).
  case result(JSONObject)
  /// The client has responded, and the handler continues with its responses (until 2025-11-25).
  case answered(RequestContext)
  /// The client could not be asked, or did not respond (until 2025-11-25); the sentence says why.
  case failed(String)
}

extension MethodCall {
  /// Calls a handler until it has an outcome, or until the client must call again.
  ///
  /// - Parameters:
  ///   - handler: The handler, called once for each round of questions.
  ///   - encode: Makes a result of its outcome.
  ///   - failure: Makes a result of a sentence that says why there is no outcome; without it an error is thrown.
  /// - Returns: `nil` if the handler does not know the item asked for.
  /// - Throws: The handler's errors, and the reason why the client cannot be asked.
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
