import APIDocs
import CommonMark
import JSON
import LazyValue
import OpenAPI

/// The pages of one API.
final class PortalSection: Sendable {
  let api: PortalSource.API
  private let lazyTags: Lazy<(groups: [TagGroup], ofTool: [String: Int])>
  private let positions: [String: Int]
  private let lazyManual: Lazy<Manual>

  /// The operations with a tag, in the order of the document.
  struct TagGroup: Sendable {
    let name: String
    let slug: String
    let description: String?
    var tools: [DocumentedTool] = []
  }

  init(_ api: PortalSource.API) {
    self.api = api
    positions = Dictionary(api.tools.enumerated().map { ($1.name, $0) }) { first, _ in first }
    let manual = Lazy {
      Manual(document: api.document, tools: api.tools, addresses: PageAddresses(api.name))
    }
    lazyManual = manual
    lazyTags = Lazy {
      let groups = Self.groups(of: api, manual.value.document)
      let pairs = groups.enumerated().flatMap { number, group in group.tools.map { ($0.name, number) } }
      return (groups, Dictionary(pairs) { first, _ in first })
    }
  }

  /// The source of the pages' facts, made at first use.
  var manual: Manual { lazyManual.value }

  /// The offered part of the document.
  var document: APIDocument { manual.document }

  /// The tags with their operations.
  var tags: [TagGroup] { lazyTags.value.groups }

  var title: String { api.document.title.isEmpty ? api.name ?? "API" : api.document.title }

  /// The address of the vendor's documentation, which relative links in the document's words were written for.
  var linkBase: String? {
    guard let url = api.document.root["externalDocs"]?["url"]?.string, HTMLPolicy.isOnWeb(url) else { return nil }
    return url
  }

  func tool(_ name: String) -> DocumentedTool? { positions[name].map { api.tools[$0] } }

  /// The tag with a slug, or with a name as it is in the document.
  func tag(_ slug: String) -> TagGroup? { tags.first { $0.slug == slug } ?? tags.first { $0.name == slug } }

  func tag(of tool: DocumentedTool) -> TagGroup? { lazyTags.value.ofTool[tool.name].map { tags[$0] } }

  /// The names of the schemas in order, as many together as a page lists.
  var schemaLists: [[String]] {
    document.schemas.names.map { (key: $0.lowercased(), name: $0) }.sorted { $0.key < $1.key }.map(\.name)
      .chunks(of: PageLimit.listed)
  }

  // MARK: Addresses

  /// The address of the section.
  var address: PortalAddress { api.name.map { PortalAddress($0) } ?? .index }

  func address(_ segments: String...) -> PortalAddress {
    PortalAddress(segments: (api.name.map { [$0] } ?? []) + segments)
  }

  func link(to tool: DocumentedTool) -> PortalLink {
    PortalLink(title: tool.heading, address: address("operations", tool.name), method: tool.operation.method)
  }

  func link(to tag: TagGroup) -> PortalLink { PortalLink(title: tag.name, address: address("tags", tag.slug)) }

  func link(toSchema name: String) -> PortalLink { PortalLink(title: name, address: address("schemas", name)) }

  /// The page of a part of the schemas.
  func link(toSchemas part: Int) -> PortalLink {
    PortalLink(title: "Schemas, part \(part + 1)", address: address("schemas-\(part + 1)"))
  }

  var errors: PortalLink { PortalLink(title: "Errors", address: address("errors")) }
  var schemas: PortalLink { PortalLink(title: "Schemas", address: address("schemas")) }

  /// The pages of the section in reading order.
  var links: [PortalLink] {
    [errors] + (document.schemas.isEmpty ? [] : [schemas])
      + (schemaLists.count > 1 ? schemaLists.indices.map { link(toSchemas: $0) } : [])
      + tags.flatMap { [link(to: $0)] + $0.tools.map { link(to: $0) } }
      + document.schemas.names.map { link(toSchema: $0) }
  }

  // MARK: Tags

  private static func groups(of api: PortalSource.API, _ document: APIDocument) -> [TagGroup] {
    var slugs: Set<String> = []
    var numbers: [String: Int] = [:]
    func slug(_ name: String) -> String {
      let words = name.lowercased().split { !($0.isLetter || $0.isNumber) }.joined(separator: "-")
      let base = words.isEmpty ? "tag" : String(words.prefix(60))
      var slug = base
      var number = numbers[base] ?? 1
      while !slugs.insert(slug).inserted {
        number += 1
        slug = "\(base)-\(number)"
      }
      numbers[base] = number
      return slug
    }
    var groups = document.tags.map { TagGroup(name: $0.name, slug: slug($0.name), description: $0.description) }
    var positions = Dictionary(groups.enumerated().map { ($1.name, $0) }) { first, _ in first }
    for tool in api.tools {
      let name = tool.operation.tags.first ?? "Other"
      let position = positions[name] ?? groups.endIndex
      if position == groups.endIndex {
        groups.append(TagGroup(name: name, slug: slug(name), description: nil))
        positions[name] = position
      }
      groups[position].tools.append(tool)
    }
    return groups.filter { !$0.tools.isEmpty }.flatMap { group -> [TagGroup] in
      let parts = group.tools.chunks(of: PageLimit.listed)
      guard parts.count > 1 else { return [group] }
      return parts.enumerated().map { number, tools in
        guard number > 0 else {
          return TagGroup(name: group.name, slug: group.slug, description: group.description, tools: tools)
        }
        let name = "\(group.name), part \(number + 1)"
        return TagGroup(name: name, slug: slug(name), description: nil, tools: tools)
      }
    }
  }
}
