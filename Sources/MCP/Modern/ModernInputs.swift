import JSON
import JSONRPC

/// Sends a handler's questions back as a result; the client calls again with the answers (MRTR-01).
struct ModernInputs: InputResolver {
  let catalog: Catalog

  func resolve(
    _ input: InputRequired,
    in context: RequestContext,
    profile: ProtocolProfile
  ) async throws(JSONRPCError) -> InputResolution {
    // Until states are sealed none goes out: an open one would be the client's to change (MRTR-05).
    guard input.state == nil else { throw .internalError("This server keeps no state between rounds") }
    let allowed = input.requests.filter { context.client.allows($0.request) }
    guard !allowed.isEmpty else { throw Self.missingCapability(input) }
    var requests = JSONObject()
    for (key, request) in allowed {
      requests[key] = ["method": .string(request.method), "params": .object(profile.params(request))]
    }
    return .result(
      profile.envelope(["inputRequests": .object(requests)], of: catalog, type: "input_required")
    )
  }

  /// Says what the client would have to declare (NEG-15).
  private static func missingCapability(_ input: InputRequired) -> JSONRPCError {
    var required = JSONObject()
    for (_, request) in input.requests {
      for member in request.requiredCapability { required[member.name] = member.value }
    }
    return JSONRPCError(
      .missingClientCapability,
      "The client has to declare: \(required.names.joined(separator: ", "))",
      data: ["requiredCapabilities": .object(required)]
    )
  }
}
