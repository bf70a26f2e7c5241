import JSON

extension Catalog {
  /// The lists that read differently in another catalog, whatever the version of the client.
  package func changedLists(in other: Catalog) -> Set<CatalogList> {
    Set(CatalogList.allCases.filter { bytes(of: $0) != other.bytes(of: $0) })
  }

  /// A list as the newest version has it, which knows all that any version does.
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
