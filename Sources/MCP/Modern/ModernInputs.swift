import JSON
import JSONRPC

/// Returns a handler's questions as a result; the client calls again with its responses (MRTR-01).
struct ModernInputs: InputResolver {
  let catalog: Catalog
  let rounds: Rounds

  func resolve(
    _ input: InputRequired,
    in context: RequestContext,
    profile: ProtocolProfile
  ) async throws(JSONRPCError) -> InputResolution {
    let allowed = input.requests.filter { context.client.allows($0.request) }
    guard !allowed.isEmpty || input.requests.isEmpty else { throw Self.missingCapability(input) }
    var result = JSONObject()
    if !allowed.isEmpty {
      var requests = JSONObject()
      for (key, request) in allowed {
        requests[key] = ["method": .string(request.method), "params": .object(profile.params(request))]
      }
      result.append("inputRequests", .object(requests))
    }
    result.append("requestState", ifPresent: try rounds.state(input.state, answers: context.inputResponses))
    // The specification requires at least one of the two members.
    guard !result.isEmpty else { throw .internalError("The server asks for input, but for nothing in particular") }
    return .result(profile.envelope(result, of: catalog, type: "input_required"))
  }

  /// The error that lists the capabilities that the client lacks (NEG-15).
  private static func missingCapability(_ input: InputRequired) -> JSONRPCError {
    var required = JSONObject()
    for (_, request) in input.requests { required = required.merging(request.requiredCapability) }
    return JSONRPCError(
      .missingClientCapability,
      "The client has to declare: \(required.names.joined(separator: ", "))",
      data: ["requiredCapabilities": .object(required)]
    )
  }
}

extension JSONObject {
  /// The members of both objects; those that are objects under the same name are merged in turn.
  fileprivate func merging(_ other: JSONObject) -> JSONObject {
    var merged = self
    for member in other {
      if let object = member.value.object {
        merged[member.name] = .object((merged[member.name]?.object ?? [:]).merging(object))
      } else {
        merged[member.name] = member.value
      }
    }
    return merged
  }
}
