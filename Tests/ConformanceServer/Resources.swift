import JSON
import JSONRPC
import MCP

/// A resource whose contents are what its closure makes of the URI and its variables.
private struct FixtureResource: ResourceHandler {
  let mimeType: String
  let body: @Sendable (_ variables: [String: String]) -> ResourceContents.Body

  func read(
    _ uri: String,
    _ variables: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<[ResourceContents]>? {
    .complete([ResourceContents(uri: uri, mimeType: mimeType, body(variables))])
  }
}

extension Resource {
  static let watchedURI = "test://watched-resource"

  static let staticText = Resource(
    ResourceDescription(
      uri: "test://static-text",
      name: "static-text",
      title: "Static text",
      description: "A text that never changes",
      mimeType: "text/plain"
    ),
    handler: StaticText("This is the content of the static text resource.", mimeType: "text/plain")
  )

  static let staticBinary = Resource(
    ResourceDescription(
      uri: "test://static-binary",
      name: "static-binary",
      title: "Static binary",
      description: "An image that never changes",
      mimeType: "image/png"
    ),
    handler: FixtureResource(mimeType: "image/png") { _ in .blob(Media.png) }
  )

  static func watched(_ changes: Changes) -> Resource {
    Resource(
      ResourceDescription(
        uri: watchedURI,
        name: "watched-resource",
        title: "Watched resource",
        description: "A text that test_trigger_resource_update changes",
        mimeType: "text/plain"
      ),
      handler: FixtureResource(mimeType: "text/plain") { _ in .text("Changed \(changes.updates) times.") }
    )
  }
}

extension ResourceTemplate {
  static let data = URITemplate("test://template/{id}/data").map { template in
    ResourceTemplate(
      uriTemplate: template,
      name: "template-data",
      title: "Data by id",
      description: "What belongs to an id",
      mimeType: "application/json",
      handler: FixtureResource(mimeType: "application/json") { variables in
        let data: JSONValue = ["id": .string(variables["id"] ?? ""), "data": "Data of this id"]
        return .text(data.description)
      }
    )
  }
}
