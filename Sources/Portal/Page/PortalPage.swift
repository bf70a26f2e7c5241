import HTML

/// A page of the portal, from which its HTML and its Markdown are written.
struct PortalPage: Sendable {
  /// The title in plain text.
  let title: String
  /// The first heading, in Markdown.
  let heading: String
  /// A sentence for search engines and lists, in plain text.
  let summary: String
  var address: PortalAddress
  /// The pages above this one.
  var trail: [PortalLink] = []
  var parts: [PagePart] = []
  /// Pages of the same group, for the side of the page.
  var siblings: [PortalLink] = []
  /// The place of the page among those that a long one is divided among.
  var division: PageNumber?
  /// The addresses of relative links in the document's or the guide's own words.
  var relativeLinks = RelativeLinks.none
  /// The HTML of the parts, if it was written already.
  var written: WrittenBody?
}

/// The HTML of a page's parts.
struct WrittenBody: Sendable {
  let html: HTML
  /// The headings for the table of contents.
  let contents: [(text: String, id: String)]
}

/// The number of a page among those that a long one is divided among.
struct PageNumber: Sendable {
  /// The number, from 1.
  let number: Int
  let count: Int
  /// The headings of all of them, each with the number of its page.
  let contents: [(text: String, id: String, number: Int)]

  /// The words behind the first heading.
  var remark: String { " (part \(number) of \(count))" }

  /// The numbers of the pages beside it.
  var neighbours: [Int] { [number - 1, number + 1].filter { 1...count ~= $0 } }

  /// The links to the pages beside it.
  func markdown(of address: PortalAddress, base: String) -> String {
    let links = neighbours.map { "[part \($0)](\(base)\(address.markdownPath)\(PortalAddress.query(part: $0)))" }
    return "> Part \(number) of \(count) of this page; beside it: \(links.joined(separator: ", "))."
  }
}

/// A link to a page of the portal.
struct PortalLink: Sendable {
  let title: String
  let address: PortalAddress
  /// The HTTP method of an operation.
  var method: String?
}

/// A part of a page; its texts are Markdown, in which all that is foreign is escaped.
indirect enum PagePart: Sendable {
  case heading(level: Int, text: String, id: String)
  /// Own Markdown.
  case text(String)
  /// CommonMark from the document.
  case prose(String)
  /// A guide in CommonMark.
  case guide(String)
  /// Text to copy.
  case code(String, language: String, label: String)
  /// Method and path of a request.
  case request(method: String, path: String, remarks: [String])
  case fields([Field])
  /// Parts that a reader may unfold.
  case more(summary: String, id: String, isOpen: Bool, parts: [PagePart])
  case links([LinkedItem])
  /// A few links to start with.
  case cards([LinkedItem])
  /// Links out of the portal, as buttons.
  case buttons([(title: String, url: String)])
}

/// A link with what is behind it.
struct LinkedItem: Sendable {
  let link: PortalLink
  /// More on it, in Markdown.
  var note = ""
  /// The request of an operation.
  var request = ""
}
