import HTML

/// The length of parts of a page, counted exactly by writing them.
struct PageSize {
  /// The bytes of HTML.
  var html: Int
  /// The characters of Markdown.
  var markdown: Int

  static let zero = PageSize(html: 0, markdown: 0)
  /// The room for the parts of a page: the frame around them, with the list of its neighbours, has the rest.
  static let page = PageSize(html: 72_000, markdown: 46_000)
  /// The markup around the members of a field, and around parts that unfold.
  static let frame = PageSize(html: 300, markdown: 20)

  private init(html: Int, markdown: Int) { (self.html, self.markdown) = (html, markdown) }

  /// Counts parts of a page.
  init(_ parts: [PagePart], on page: PortalPage) {
    var page = page
    page.parts = parts
    var writer = HTMLPageWriter(page)
    html = writer.write().text.utf8.count
    markdown = MarkdownPageWriter.length(of: parts)
  }

  /// Counts parts of a page that are written already; Markdown is shorter than HTML.
  init(_ html: HTML, of parts: [PagePart]) {
    self.html = html.text.utf8.count
    let isShort = self.html <= Self.page.markdown
    markdown = isShort ? self.html : MarkdownPageWriter.length(of: parts)
  }

  func fits(_ limit: PageSize) -> Bool { html <= limit.html && markdown <= limit.markdown }

  var eighth: PageSize { PageSize(html: html / 8, markdown: markdown / 8) }

  static func + (left: PageSize, right: PageSize) -> PageSize {
    PageSize(html: left.html + right.html, markdown: left.markdown + right.markdown)
  }

  static func - (left: PageSize, right: PageSize) -> PageSize {
    PageSize(html: left.html - right.html, markdown: left.markdown - right.markdown)
  }

  static func += (left: inout PageSize, right: PageSize) { left = left + right }
}
