import CommonMark
import Synchronization

extension PortalPage {
  /// The pages that this one is divided among: itself, if it is short, with its HTML, by which that is known.
  var divided: [PortalPage] {
    var writer = HTMLPageWriter(self)
    let body = writer.write()
    if PageSize(body, of: parts).fits(.page) {
      var page = self
      page.written = WrittenBody(html: body, contents: writer.contents)
      return [page]
    }
    let parts = PageDivision.pages(of: self)
    let count = parts.count
    let contents = parts.enumerated().flatMap { number, parts in
      parts.compactMap { part -> (text: String, id: String, number: Int)? in
        guard case .heading(2, let text, let id) = part, !text.hasSuffix(PagePart.continued) else { return nil }
        return (CommonMarkDocument(text).plainText, id, number + 1)
      }
    }
    return parts.enumerated().map { number, parts in
      var page = self
      page.parts = parts
      page.division = PageNumber(number: number + 1, count: count, contents: contents)
      return page
    }
  }
}

/// The long pages that were divided last: their parts are mostly read one after the other.
final class DividedPages: Sendable {
  /// The identity of a page with all of its parts.
  struct Key: Sendable, Hashable {
    let path: [String]
    let context: PageContext
  }

  private static let maximum = 4

  private let pages = Mutex<[(key: Key, pages: [PortalPage])]>([])

  subscript(key: Key) -> [PortalPage]? { pages.withLock { $0.first { $0.key == key }?.pages } }

  /// Keeps the parts of a page; the oldest page gives way.
  func keep(_ parts: [PortalPage], for key: Key) {
    pages.withLock { pages in
      pages.removeAll { $0.key == key }
      pages.append((key, parts))
      if pages.count > Self.maximum { pages.removeFirst() }
    }
  }
}
