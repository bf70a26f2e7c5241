import JSONRPC
import MCP
import OpenAPI
import Synchronization

/// The texts of the pages, each written on first read and then kept.
final class PageStore: Sendable {
  private let document: APIDocument
  private let tools: [DocumentedTool]
  private let baseURL: String
  private let addresses: PageAddresses
  private let state = Mutex(State())

  private struct State {
    var manual: Manual?
    var texts: [Page: String] = [:]
  }

  init(document: APIDocument, tools: [DocumentedTool], baseURL: String, addresses: PageAddresses) {
    self.document = document
    self.tools = tools
    self.baseURL = baseURL
    self.addresses = addresses
  }

  /// The text of a page; `nil` if its tool or schema does not exist.
  func text(of page: Page) -> String? {
    if let text = state.withLock({ $0.texts[page] }) { return text }
    // Written outside the lock: two first readers write the same text, and neither waits for another page.
    let text = manual.text(of: page)
    if let text { state.withLock { $0.texts[page] = text } }
    return text
  }

  /// The source of the pages, made on first use.
  var manual: Manual {
    if let manual = state.withLock({ $0.manual }) { return manual }
    let manual = Manual(document: document, tools: tools, baseURL: baseURL, addresses: addresses)
    state.withLock { $0.manual = manual }
    return manual
  }
}

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
}

extension PageStore {
  fileprivate func contents(of page: Page, uri: String) -> Outcome<[ResourceContents]>? {
    text(of: page).map { .complete([ResourceContents(uri: uri, mimeType: page.mimeType, .text($0))]) }
  }
}
