package import MCP

/// What the official suite expects to find on a server, and a few things beside it that it has no names for.
package enum Fixtures {
  /// Makes a catalog of its own, with everything as it is before the first change.
  package static func store() -> CatalogStore {
    let store = CatalogStore(Catalog(server: server))
    let changes = Changes(of: store)
    store.replace(with: changes.catalog, changed: [])
    return store
  }

  private static let server = Implementation(
    name: "conformance-server",
    version: "1.0.0",
    title: "Conformance Server",
    description: "The fixtures of the official conformance suite"
  )

  private static let contentTools: [Tool] = [
    .simpleText, .imageContent, .audioContent, .embeddedResource, .multipleContentTypes, .errorHandling, .reconnection,
    .schema2020, .mirroredArgument, .arrayOutput, .primitiveOutput,
  ]
  private static let notifyingTools: [Tool] = [.withLogging, .withProgress, .loggingTool]
  private static let askingTools: [Tool] = [
    .sampling, .elicitation, .elicitationDefaults, .elicitationEnums, .elicitationURL, .missingCapability,
    .streamingElicitation,
  ]
  private static let roundTools: [Tool] = [
    .roundElicitation, .roundSampling, .roundRoots, .roundState, .roundInputs, .rounds, .roundTampered,
    .roundCapabilities,
  ]

  /// The catalog in a state of the things that change.
  static func catalog(_ state: Changes.State, _ changes: Changes) -> Catalog {
    var features = Catalog.Features()
    features.instructions = "For tests of clients and servers: nothing here does anything."
    features.changingLists = [.tools, .prompts]
    features.hasResourceSubscriptions = true
    features.loggingEras = [.legacy, .modern]
    return Catalog(
      server: server,
      tools: contentTools + notifyingTools + askingTools + roundTools + Tool.triggers(changes)
        + (state.hasAddedTool ? [.added] : []),
      resources: [.staticText, .staticBinary, .watched(changes)],
      resourceTemplates: ResourceTemplate.data.map { [$0] } ?? [],
      prompts: [.simple, .withArguments, .withEmbeddedResource, .withImage, .withInput]
        + (state.hasAddedPrompt ? [.added] : []),
      features: features
    )
  }
}
