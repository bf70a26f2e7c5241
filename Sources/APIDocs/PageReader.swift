import JSONRPC
import MCP

/// Reads one page.
struct PageReader: ResourceHandler {
  let page: Page
  let store: PageStore

  func read(
    _ uri: String,
    _ variables: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<[ResourceContents]>? {
    store.contents(of: page, uri: uri)
  }

  func subscribed(_ uri: String, _ variables: [String: String]) { _ = store.text(of: page) }
}

/// Reads the pages of a template, by the value of its variable.
struct TemplateReader: ResourceHandler {
  let store: PageStore
  let variable: String
  let page: @Sendable (String) -> Page

  func read(
    _ uri: String,
    _ variables: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<[ResourceContents]>? {
    variables[variable].flatMap { store.contents(of: page($0), uri: uri) }
  }

  func subscribed(_ uri: String, _ variables: [String: String]) {
    if let name = variables[variable] { _ = store.text(of: page(name)) }
  }
}

/// Reads further parts of long pages, by the number in their URI.
struct PartReader: ResourceHandler {
  let addresses: PageAddresses
  let store: PageStore

  func read(
    _ uri: String,
    _ variables: [String: String],
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<[ResourceContents]>? {
    place(uri, variables).flatMap { store.contents(of: $0, part: $1, uri: uri) }
  }

  func subscribed(_ uri: String, _ variables: [String: String]) {
    if let (page, _) = place(uri, variables) { _ = store.text(of: page) }
  }

  private func place(_ uri: String, _ variables: [String: String]) -> (page: Page, part: Int)? {
    guard let part = variables["part"].flatMap(Int.init),
      let path = uri.dropFirst(addresses.root.count).split(separator: "?").first,
      let page = Page(path: path)
    else { return nil }
    return (page, part)
  }
}

extension PageStore {
  fileprivate func contents(of page: Page, part: Int = 1, uri: String) -> Outcome<[ResourceContents]>? {
    text(of: page)?.part(part).map { .complete([ResourceContents(uri: uri, mimeType: page.mimeType, .text($0))]) }
  }
}
