import JSON
import JSONRPC

/// Refuses a handler's questions: requests from server to client are not spoken yet.
struct LegacyInputs: InputResolver {
  func resolve(
    _ input: InputRequired,
    in context: RequestContext,
    profile: ProtocolProfile
  ) async throws(JSONRPCError) -> InputResolution {
    throw .internalError("This needs an answer from the user, which this server cannot ask for in this version")
  }
}
