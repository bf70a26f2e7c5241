package import JSONRPC

/// The description of a resource, for lists and links.
package struct ResourceDescription: Sendable {
  /// The URI by which the resource is read.
  package var uri: String
  /// Name for programs.
  package var name: String
  /// Name for people.
  package var title: String?
  /// Content of the resource, in words.
  package var description: String?
  /// Media type of the content.
  package var mimeType: String?
  /// The size of the raw content in bytes.
  package var size: Int?
  /// Audience and importance.
  package var annotations: Annotations?

  /// Makes a description.
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

/// A listed resource and its handler.
package struct Resource: Sendable {
  /// The resource as it is listed.
  package var description: ResourceDescription
  /// Reads the resource.
  package var handler: any ResourceHandler
  /// Measures the content in bytes for a list, where making it takes time; `nil` if the description says it or nobody.
  package var measure: (@Sendable () -> Int?)?

  /// Makes a resource.
  package init(
    _ description: ResourceDescription,
    handler: any ResourceHandler,
    measure: (@Sendable () -> Int?)? = nil
  ) {
    self.description = description
    self.handler = handler
    self.measure = measure
  }

  /// The description with the size of the content.
  var measured: ResourceDescription {
    guard description.size == nil, let size = measure?() else { return description }
    var description = description
    description.size = size
    return description
  }
}

/// A family of resources with variables in their URI, and the handler that reads them.
package struct ResourceTemplate: Sendable {
  /// The template of their URIs.
  package var uriTemplate: URITemplate
  /// Name for programs.
  package var name: String
  /// Name for people.
  package var title: String?
  /// Content of the resources, in words.
  package var description: String?
  /// Media type that all of them have.
  package var mimeType: String?
  /// Reads a resource of the family.
  package var handler: any ResourceHandler
  /// Suggests values for the variables.
  package var completer: (any Completer)?

  /// Makes a resource template.
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

/// Reads resources.
package protocol ResourceHandler: Sendable {
  /// Reads a resource; `nil` if none has this URI.
  ///
  /// - Parameters:
  ///   - uri: The URI as the client wrote it.
  ///   - variables: The variables of a template, percent-decoded once.
  ///   - context: The context of the request.
  /// - Returns: The contents, or questions that must be answered first.
  /// - Throws: A JSON-RPC error for the client.
  func read(
    _ uri: String,
    _ variables: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<[ResourceContents]>?

  /// Receives that a client subscribed to a resource, so that a later change can be noticed.
  func subscribed(_ uri: String, _ variables: [String: String])
}

extension ResourceHandler {
  /// Does nothing: for resources whose source notifies of changes itself.
  package func subscribed(_ uri: String, _ variables: [String: String]) {}
}

/// The content of a resource.
package struct ResourceContents: Sendable {
  /// The data of a content.
  package enum Body: Sendable {
    case text(String)
    /// Base64.
    case blob(String)
  }

  /// The URI of this content, which may be one of several of a resource.
  package var uri: String
  /// Media type.
  package var mimeType: String?
  /// The data.
  package var body: Body

  /// Makes the content of a resource.
  package init(uri: String, mimeType: String? = nil, _ body: Body) {
    self.uri = uri
    self.mimeType = mimeType
    self.body = body
  }
}

/// A fixed text as a resource.
package struct StaticText: ResourceHandler {
  let text: String
  let mimeType: String

  /// Makes a handler that returns a text.
  package init(_ text: String, mimeType: String) {
    self.text = text
    self.mimeType = mimeType
  }

  /// The text, for every URI.
  package func read(
    _ uri: String,
    _ variables: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<[ResourceContents]>? {
    .complete([ResourceContents(uri: uri, mimeType: mimeType, .text(text))])
  }
}
