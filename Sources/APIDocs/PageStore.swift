import OpenAPI
import Synchronization

/// The texts of the pages, each written on first read and then kept.
final class PageStore: Sendable {
  private let document: APIDocument
  private let tools: [DocumentedTool]
  private let guides: [GuideLink]
  private let addresses: PageAddresses
  private let state = Mutex(State())

  private struct State {
    var manual: Manual?
    var texts: [Page: PageText] = [:]
  }

  init(document: APIDocument, tools: [DocumentedTool], guides: [GuideLink], addresses: PageAddresses) {
    self.document = document
    self.tools = tools
    self.guides = guides
    self.addresses = addresses
  }

  /// The text of a page; `nil` if its tool, schema or tag does not exist.
  func text(of page: Page) -> PageText? {
    if let text = state.withLock({ $0.texts[page] }) { return text }
    // Written outside the lock: two first readers write the same text, and neither waits for another page.
    let text = manual.text(of: page).map { PageText($0, of: page, addresses) }
    if let text { state.withLock { $0.texts[page] = text } }
    return text
  }

  /// The pages that were written, with their texts.
  var written: [Page: PageText] { state.withLock { $0.texts } }

  /// The source of the pages, made on first use.
  var manual: Manual {
    if let manual = state.withLock({ $0.manual }) { return manual }
    let manual = Manual(document: document, tools: tools, guides: guides, addresses: addresses)
    state.withLock { $0.manual = manual }
    return manual
  }
}
