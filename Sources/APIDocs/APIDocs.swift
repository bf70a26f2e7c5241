import DocsSearch
import JSON
package import MCP
package import OpenAPI

/// The documentation of an API as MCP resources and prompts, generated from its OpenAPI document.
///
/// It has what the tools offer and nothing else of the document. Construction and listing are cheap: a page is written
/// when it is first read.
package struct APIDocs: Sendable {
  /// The document as it was read, of which only the operations with a tool are shown.
  let whole: APIDocument
  /// The published tools, in the order in which they are listed.
  package let tools: [DocumentedTool]
  let store: PageStore
  /// The name of the API, if several are documented side by side; `nil` if there is only one.
  package let name: String?
  /// The URIs of the pages.
  package let addresses: PageAddresses
  /// Time of the last change of the document, in ISO 8601 format; `nil` if it is not known.
  let modified: String?

  /// Documents an API.
  ///
  /// - Parameters:
  ///   - document: The document, overlays applied.
  ///   - tools: The published tools, in the order in which they are listed.
  ///   - guides: The guides that the list of pages names.
  ///   - name: The name of the API, if several are documented side by side; `nil` if there is only one.
  ///   - modified: The time of the last change of the document, in ISO 8601 format; `nil` if it is not known.
  package init(
    document: APIDocument,
    tools: [DocumentedTool],
    guides: [GuideLink] = [],
    name: String? = nil,
    modified: String? = nil
  ) {
    whole = document
    self.tools = tools
    self.name = name
    self.modified = modified
    addresses = PageAddresses(name)
    store = PageStore(document: document, tools: tools, guides: guides, addresses: addresses)
  }

  /// The name of the API for people.
  package var title: String { whole.title }

  /// The same documentation with links to guides in the list of its pages.
  func naming(_ guides: [GuideLink]) -> APIDocs {
    APIDocs(document: whole, tools: tools, guides: guides, name: name, modified: modified)
  }

  /// The offered part of the document; computed at first use.
  package var document: APIDocument { store.manual.document }

  /// The text of a page, written at first use; `nil` if there is no such page.
  package func page(_ page: Page) -> PageText? { store.text(of: page) }

  /// The page with a path relative to the root of this API; `nil` if there is none.
  package func page(at path: String) -> Page? {
    guard let page = Page(path: path), exists(page) else { return nil }
    return page
  }

  /// A prompt for each pinned operation that changes something, named after its tool.
  package var prompts: [Prompt] {
    tools.filter { $0.operation.mcp.isPinned && !$0.operation.isReadOnly }
      .map { OperationPrompt(tool: $0, document: whole, tools: tools, addresses: addresses).prompt }
  }

  /// The pages that were read or subscribed to and are other than in an earlier documentation, as URIs.
  package func changedURIs(since old: APIDocs) -> [String] {
    old.store.written.flatMap { page, before -> [String] in
      let now = store.mark(of: page)?.parts ?? []
      guard now != before.parts else { return [] }
      return (0..<max(before.parts.count, now.count)).filter { number in
        !before.parts.indices.contains(number) || !now.indices.contains(number) || before.parts[number] != now[number]
      }
      .map { addresses.uri(of: page, part: $0 + 1) }
    }
    .sorted()
  }

  private func exists(_ page: Page) -> Bool {
    switch page {
    case .index, .overview, .errors, .schemas, .document: true
    case .tag(let name): store.manual.groups[name] != nil
    case .operation(let name): store.manual.tool(name) != nil
    case .schema(let name): document.schemas.contains(name)
    case .guide: false
    }
  }
}
