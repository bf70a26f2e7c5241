import JSONRPC
import MCP

/// Reads pages, or further parts of them.
struct PageReader: ResourceHandler {
  /// A page and the number of a part of it, from 1.
  typealias Place = (page: Page, part: Int)

  let store: PageStore
  /// The place of a URI, by the variables of its template; `nil` if it is none of these pages.
  let place: @Sendable (_ uri: String, _ variables: [String: String]) -> Place?

  func read(
    _ uri: String,
    _ variables: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<[ResourceContents]>? {
    guard let (page, part) = place(uri, variables), let text = store.text(of: page)?.part(part) else { return nil }
    return .complete([ResourceContents(uri: uri, mimeType: page.mimeType, .text(text))])
  }

  func subscribed(_ uri: String, _ variables: [String: String]) {
    if let (page, _) = place(uri, variables) { store.note(page) }
  }
}

extension PageReader {
  /// Reads one page.
  static func of(_ page: Page, _ store: PageStore) -> PageReader { PageReader(store: store) { _, _ in (page, 1) } }

  /// Reads the pages of a template, by the value of its variable.
  static func of(
    _ variable: String,
    _ store: PageStore,
    page: @escaping @Sendable (String) -> Page
  ) -> PageReader {
    PageReader(store: store) { _, variables in variables[variable].map { (page($0), 1) } }
  }

  /// Reads further parts of long pages, by the number in their URI.
  static func parts(_ addresses: PageAddresses, _ store: PageStore) -> PageReader {
    PageReader(store: store) { uri, variables in
      guard let part = variables["part"].flatMap(Int.init),
        let path = uri.dropFirst(addresses.root.count).split(separator: "?").first, let page = Page(path: path)
      else { return nil }
      return (page, part)
    }
  }
}
