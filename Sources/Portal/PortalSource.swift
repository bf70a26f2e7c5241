package import APIDocs
package import JSON
package import OpenAPI

/// The content of the portal at one time: what is offered, and facts on the server.
package struct PortalSource: Sendable {
  /// An API on offer.
  package struct API: Sendable {
    /// The name of the document; `nil` if there is only one.
    package var name: String?
    /// The document, of which the pages have what the tools offer.
    package var document: APIDocument
    package var tools: [DocumentedTool]
    /// The tools as clients list them, by their names.
    package var definitions: [String: JSONObject]
    /// The faults of the document, and of the tools that were made of it.
    package var diagnostics: [Diagnostic]

    package init(
      name: String?,
      document: APIDocument,
      tools: [DocumentedTool],
      definitions: [String: JSONObject],
      diagnostics: [Diagnostic]
    ) {
      self.name = name
      self.document = document
      self.tools = tools
      self.definitions = definitions
      self.diagnostics = diagnostics
    }
  }

  /// A number that no other content of this process has.
  package var generation: Int
  /// The name of the server for people.
  package var title: String
  package var version: String
  package var apis: [API]
  /// The documentation of the same APIs for models, which has the index of the search, and the guides.
  package var library: DocsLibrary
  /// The protocol versions that are spoken.
  package var versions: [String]

  package init(
    generation: Int,
    title: String,
    version: String,
    apis: [API],
    library: DocsLibrary,
    versions: [String]
  ) {
    self.generation = generation
    self.title = title
    self.version = version
    self.apis = apis
    self.library = library
    self.versions = versions
  }
}
