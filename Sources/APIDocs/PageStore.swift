import OpenAPI
import Synchronization

/// The texts of the pages, each written on first read; up to a total size they are kept, and the oldest give way.
final class PageStore: Sendable {
  private let document: APIDocument
  private let tools: [DocumentedTool]
  private let guides: [GuideLink]
  private let addresses: PageAddresses
  private let maximumSize: Int
  private let state = Mutex(State())

  /// The most bytes of all kept texts.
  static let standardSize = 32 << 20

  fileprivate struct State {
    var manual: Manual?
    var texts: [Page: PageText] = [:]
    /// The pages of the kept texts in the order in which they were written, from a position on.
    var order: [Page] = []
    var oldest = 0
    var size = 0
    var known: [Page: Mark] = [:]
  }

  /// The mark of a page that was written, which outlives its text.
  struct Mark: Sendable, Equatable {
    /// The hash of each part: for this process only.
    let parts: [Int]
    /// The bytes of the first part.
    let size: Int

    init(_ text: PageText) {
      parts = text.parts.map(\.hashValue)
      size = text.parts.first?.utf8.count ?? 0
    }
  }

  init(
    document: APIDocument,
    tools: [DocumentedTool],
    guides: [GuideLink],
    addresses: PageAddresses,
    maximumSize: Int = standardSize
  ) {
    self.document = document
    self.tools = tools
    self.guides = guides
    self.addresses = addresses
    self.maximumSize = maximumSize
  }

  /// The text of a page; `nil` if its tool, schema or tag does not exist.
  func text(of page: Page) -> PageText? {
    if let text = state.withLock({ $0.texts[page] }) { return text }
    // Written outside the lock: two first readers write the same text, and neither waits for another page.
    let text = manual.text(of: page).map { PageText($0, of: page, addresses) }
    if let text { state.withLock { $0.keep(text, of: page, maximumSize) } }
    return text
  }

  /// The bytes of the first part of a page; `nil` if there is no such page.
  func size(of page: Page) -> Int? { mark(of: page)?.size }

  /// The mark of a page; `nil` if there is no such page.
  func mark(of page: Page) -> Mark? {
    if let mark = state.withLock({ $0.known[page] }) { return mark }
    return text(of: page).map(Mark.init)
  }

  /// Notes how a page is now, to tell later whether it has changed.
  func note(_ page: Page) { _ = mark(of: page) }

  /// The pages that were written, with their marks.
  var written: [Page: Mark] { state.withLock { $0.known } }

  /// The bytes of all kept texts.
  var keptSize: Int { state.withLock { $0.size } }

  /// The source of the pages, made on first use.
  var manual: Manual {
    if let manual = state.withLock({ $0.manual }) { return manual }
    let manual = Manual(document: document, tools: tools, guides: guides, addresses: addresses)
    state.withLock { $0.manual = manual }
    return manual
  }
}

fileprivate extension PageStore.State {
  mutating func keep(_ text: PageText, of page: Page, _ maximum: Int) {
    known[page] = PageStore.Mark(text)
    guard texts[page] == nil, text.size <= maximum else { return }
    texts[page] = text
    order.append(page)
    size += text.size
    while size > maximum, oldest < order.count {
      size -= texts.removeValue(forKey: order[oldest])?.size ?? 0
      oldest += 1
    }
    if oldest > 1_000, oldest > order.count / 2 {
      order.removeFirst(oldest)
      oldest = 0
    }
  }
}

extension PageText {
  /// The bytes of all parts.
  fileprivate var size: Int { parts.reduce(0) { $0 + $1.utf8.count } }
}
