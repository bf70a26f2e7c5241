package import JSONRPC

/// What is said of a resource in lists and links.
package struct ResourceDescription: Sendable {
  package var uri: String
  package var name: String
  package var title: String?
  package var description: String?
  package var mimeType: String?
  /// The size of the raw content in bytes.
  package var size: Int?
  package var annotations: Annotations?

  package init(
    uri: String,
    name: String,
    title: String? = nil,
    description: String? = nil,
    mimeType: String? = nil,
    size: Int? = nil,
    annotations: Annotations? = nil
  ) {
    self.uri = uri
    self.name = name
    self.title = title
    self.description = description
    self.mimeType = mimeType
    self.size = size
    self.annotations = annotations
  }
}

/// A resource that is listed, and what reads it.
package struct Resource: Sendable {
  package var description: ResourceDescription
  package var handler: any ResourceHandler

  package init(_ description: ResourceDescription, handler: any ResourceHandler) {
    self.description = description
    self.handler = handler
  }
}

/// A family of resources with variables in their URI, and what reads its members.
package struct ResourceTemplate: Sendable {
  package var uriTemplate: URITemplate
  package var name: String
  package var title: String?
  package var description: String?
  package var mimeType: String?
  package var handler: any ResourceHandler
  /// What suggests values for the variables.
  package var completer: (any Completer)?

  package init(
    uriTemplate: URITemplate,
    name: String,
    title: String? = nil,
    description: String? = nil,
    mimeType: String? = nil,
    handler: any ResourceHandler,
    completer: (any Completer)? = nil
  ) {
    self.uriTemplate = uriTemplate
    self.name = name
    self.title = title
    self.description = description
    self.mimeType = mimeType
    self.handler = handler
    self.completer = completer
  }
}

/// What reads a resource.
package protocol ResourceHandler: Sendable {
  /// Reads a resource; `nil` if there is none of that URI.
  ///
  /// - Parameters:
  ///   - uri: The URI as the client wrote it.
  ///   - variables: For a template, its variables, percent-decoded once.
  ///   - context: What is known of the request.
  /// - Returns: The contents, or questions that have to be answered before they can be had.
  /// - Throws: What goes back as a JSON-RPC error.
  func read(
    _ uri: String,
    _ variables: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<[ResourceContents]>?
}

/// The content of a resource.
package struct ResourceContents: Sendable {
  package enum Body: Sendable {
    case text(String)
    /// Base64.
    case blob(String)
  }

  package var uri: String
  package var mimeType: String?
  package var body: Body

  package init(uri: String, mimeType: String? = nil, _ body: Body) {
    self.uri = uri
    self.mimeType = mimeType
    self.body = body
  }
}

/// A text that is there from the start.
package struct StaticText: ResourceHandler {
  let text: String
  let mimeType: String

  package init(_ text: String, mimeType: String) {
    self.text = text
    self.mimeType = mimeType
  }

  package func read(
    _ uri: String,
    _ variables: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<[ResourceContents]>? {
    .complete([ResourceContents(uri: uri, mimeType: mimeType, .text(text))])
  }
}
