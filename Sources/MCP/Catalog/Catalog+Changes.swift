import JSON

extension Catalog {
  /// Compares the lists of two catalogs, independently of the client's version, and returns those that differ.
  package func changedLists(in other: Catalog) -> Set<CatalogList> {
    Set(CatalogList.allCases.filter { bytes(of: $0) != other.bytes(of: $0) })
  }

  /// A list as JSON in the newest version, which expresses everything that any version does.
  private func bytes(of list: CatalogList) -> [UInt8] {
    let profile = ProtocolProfile.of(.v2026_07_28)
    let items: [JSONValue] =
      switch list {
      case .tools: tools.map(profile.json)
      case .resources: resources.map { .object(profile.json($0.description)) } + resourceTemplates.map(profile.json)
      case .prompts: prompts.map(profile.json)
      }
    return JSONValue.array(items).json
  }
}
