import JSON
import JSONRPC

extension MethodCall {
  /// Answers `resources/read`, of listed resources and of what a template covers.
  func readResource() throws(JSONRPCError) -> Handling {
    let uri = try string("uri")
    guard let (handler, variables) = reader(of: uri) else { throw notFound(uri) }
    return later(isSafe: true) { () async throws(JSONRPCError) in
      let result = try await drive { (context) async throws(JSONRPCError) in
        try await handler.read(uri, variables, context)
      } encode: { (contents: [ResourceContents]) in
        finished(["contents": .array(contents.map { .object(profile.json($0)) })], isCacheable: true)
      }
      guard let result else { throw notFound(uri) }
      return result
    }
  }

  private func reader(of uri: String) -> (any ResourceHandler, [String: String])? {
    if let resource = catalog.resourcesByURI[uri] { return (resource.handler, [:]) }
    for template in catalog.resourceTemplates {
      if let variables = template.uriTemplate.match(uri) { return (template.handler, variables) }
    }
    return nil
  }

  private func notFound(_ uri: String) -> JSONRPCError {
    JSONRPCError(
      profile.resourceNotFound,
      "Resource not found: resources/list and resources/templates/list say what there is",
      data: ["uri": .string(uri)]
    )
  }
}
