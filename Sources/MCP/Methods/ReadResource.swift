import JSON
import JSONRPC

extension MethodCall {
  /// Handles `resources/read`, for listed resources and for those that a template matches.
  func readResource() throws(JSONRPCError) -> Handling {
    let uri = try string("uri")
    guard let (handler, variables) = catalog.reader(of: uri) else { throw profile.notFound(uri) }
    return later(isSafe: true) { () async throws(JSONRPCError) in
      let result = try await drive { (context) async throws(JSONRPCError) in
        try await handler.read(uri, variables, context)
      } encode: { (contents: [ResourceContents]) in
        finished(["contents": .array(contents.map { .object(profile.json($0)) })], isCacheable: true)
      }
      guard let result else { throw profile.notFound(uri) }
      return result
    }
  }
}

extension ProtocolProfile {
  /// The error for a resource that does not exist (RES-03).
  func notFound(_ uri: String) -> JSONRPCError {
    JSONRPCError(
      resourceNotFound,
      "Resource not found: resources/list and resources/templates/list say what there is",
      data: ["uri": .string(uri)]
    )
  }
}
