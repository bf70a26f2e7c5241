import APIDocs
import HTML

/// The frame of the portal's pages.
struct PortalLayout {
  let site: String
  let page: PortalPage
  /// The query, for the field of the search.
  var query = ""
  /// The absolute URL of the page; `nil` if none is known.
  var canonical: String?
  /// Whether readers have sessions that they may end.
  var hasSessions = false

  /// The most characters of a title in a list beside the page, and of the page's own.
  private static let (maximumEntry, maximumTitle) = (80, 200)

  private var root: String { page.address.root }

  func html() -> String {
    let written = page.written ?? write()
    let own = page.title.cut(to: Self.maximumTitle)
    let title = page.title == site ? own : "\(own)\(page.division?.remark ?? "") · \(site.cut(to: Self.maximumTitle))"
    let document: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="description" content="\(String(page.summary.prefix(150)))">
      <title>\(title)</title>
      <link rel="stylesheet" href="\(root)portal.css">
      <link rel="icon" href="\(root)portal.svg" type="image/svg+xml">
      <link rel="alternate" type="text/markdown" href="\(root)\(markdownPath)">
      \(canonical.map { "<link rel=\"canonical\" href=\"\($0)\">" as HTML } ?? "")
      <script src="\(root)portal.js" defer></script>
      </head>
      <body>
      \(header)
      <div class="columns">
      \(side)
      <main id="content">
      <p class="agents">For AI agents: the index of all pages of this documentation is at <a href="\(root)llms.txt">llms.txt</a>.</p>
      \(trail)
      <h1>\(line(page.heading.cut(to: Self.maximumTitle)))\(page.division?.remark ?? "")</h1>
      \(neighbours("Parts of this page"))
      \(written.html)
      \(neighbours("Parts of this page, again"))
      </main>
      \(contents(page.division?.contents ?? written.contents.map { ($0.text, $0.id, 1) }))
      </div>
      <footer><p><a href="\(root)\(markdownPath)">This page as Markdown</a> · \
      <a href="\(root)llms.txt">Index for AI agents</a> · <a href="\(root)status">Status</a> · \(signOut)Served by nethesis-mcp</p></footer>
      </body>
      </html>

      """
    return document.text
  }

  private var signOut: HTML { hasSessions ? "<a href=\"\(root)sign-out\">Sign out</a> · " : "" }

  private func write() -> WrittenBody {
    var writer = HTMLPageWriter(page)
    let html = writer.write()
    return WrittenBody(html: html, contents: writer.contents)
  }

  private var markdownPath: String {
    page.address.markdownPath + PortalAddress.query(part: page.division?.number ?? 1)
  }

  /// The links between the parts of a long page.
  private func neighbours(_ label: String) -> HTML {
    guard let division = page.division else { return "" }
    let links = division.neighbours.map { number -> HTML in
      let isNext = number > division.number
      return """
        <a rel="\(isNext ? "next" : "prev")" href="\(address(of: number))">\(isNext ? "Next" : "Previous"): part \(number)</a>
        """
    }
    return """
      <nav class="parts" aria-label="\(label)"><p>Part \(division.number) of \(division.count). \(links)</p></nav>

      """
  }

  /// The address of a part of this page.
  private func address(of number: Int) -> String {
    let path = page.address.path
    return root + path + PortalAddress.query(part: number)
  }

  private var header: HTML {
    """
    <header class="top"><a class="skip" href="#content">Skip to the content</a><a class="brand" href="\(root)"><svg aria-hidden="true" width="22" height="22" viewBox="0 0 24 24" \
    fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"><path d="M12 2.5 21 7.5v9L12 21.5 3 16.5v-9z"/>\
    <path d="M3 7.5 12 12.5 21 7.5M12 12.5v9"/></svg><span>\(site.cut(to: Self.maximumEntry))</span></a>
    <form class="search" role="search" action="\(root)search" method="get">
    <input type="search" name="q" value="\(query)" placeholder="Search" aria-label="Search the documentation" \
    autocomplete="off" maxlength="300" data-search="\(root)search.json" data-root="\(root)"><button type="submit">Search</button>
    </form>
    <nav class="main" aria-label="Main"><a href="\(root)">Reference</a> <a href="\(root)connect">Add to your AI tool</a></nav></header>
    """
  }

  private var trail: HTML {
    guard !page.trail.isEmpty else { return "" }
    let items = page.trail.map {
      "<li><a href=\"\(root)\($0.address.path)\">\($0.title.cut(to: Self.maximumEntry))</a></li>" as HTML
    }
    return "<nav class=\"trail\" aria-label=\"Breadcrumb\"><ol>\(items)</ol></nav>"
  }

  private static let maximumSiblings = 60

  private var side: HTML {
    guard page.siblings.count > 1 else { return "" }
    let items = page.siblings.prefix(Self.maximumSiblings).map { link -> HTML in
      let current: HTML = link.address == page.address ? " aria-current=\"page\"" : ""
      let method: HTML = link.method.map { "<span class=\"method \($0.lowercased())\">\($0)</span> " } ?? ""
      return
        "<li><a href=\"\(root)\(link.address.path)\"\(current)>\(method)<span>\(link.title.cut(to: Self.maximumEntry))</span></a></li>"
    }
    return """
      <nav class="side" aria-label="Pages of this group"><details open><summary>\((page.trail.last?.title ?? "Pages").cut(to: Self.maximumEntry))</summary>
      <ul>
      \(items)
      </ul></details></nav>
      """
  }

  private static let maximumContents = 40

  /// The headings of all parts of the page.
  private func contents(_ headings: [(text: String, id: String, number: Int)]) -> HTML {
    guard headings.count > 2 else { return "" }
    let items = headings.prefix(Self.maximumContents).map { heading -> HTML in
      let page = heading.number == page.division?.number ?? 1 ? "" : address(of: heading.number)
      return """
        <li><a href="\(page)#\(Page.percentEncoded(heading.id))">\(heading.text.cut(to: Self.maximumEntry))</a></li>
        """
    }
    return "<nav class=\"contents\" aria-label=\"On this page\"><p>On this page</p><ul>\n\(items)\n</ul></nav>"
  }

  private func line(_ markdown: String) -> HTML { HTMLPageWriter.plainLine(markdown) }
}

extension String {
  /// The text, cut after a number of characters.
  fileprivate func cut(to maximum: Int) -> String {
    utf8.count <= maximum || count <= maximum ? self : prefix(maximum) + "…"
  }
}
