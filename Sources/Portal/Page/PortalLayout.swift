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

  private var root: String { page.address.root }

  func html() -> String {
    var writer = HTMLPageWriter(page)
    let body = writer.write()
    let title = page.title == site ? site : "\(page.title) · \(site)"
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
      <link rel="alternate" type="text/markdown" href="\(root)\(page.address.markdownPath)">
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
      <h1>\(line(page.heading))</h1>
      \(body)
      </main>
      \(contents(writer.contents))
      </div>
      <footer><p><a href="\(root)\(page.address.markdownPath)">This page as Markdown</a> · \
      <a href="\(root)llms.txt">Index for AI agents</a> · <a href="\(root)status">Status</a> · Served by nethesis-mcp</p></footer>
      </body>
      </html>

      """
    return document.text
  }

  private var header: HTML {
    """
    <header class="top"><a class="skip" href="#content">Skip to the content</a><a class="brand" href="\(root)"><svg aria-hidden="true" width="22" height="22" viewBox="0 0 24 24" \
    fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"><path d="M12 2.5 21 7.5v9L12 21.5 3 16.5v-9z"/>\
    <path d="M3 7.5 12 12.5 21 7.5M12 12.5v9"/></svg><span>\(site)</span></a>
    <form class="search" role="search" action="\(root)search" method="get">
    <input type="search" name="q" value="\(query)" placeholder="Search" aria-label="Search the documentation" \
    autocomplete="off" maxlength="300" data-search="\(root)search.json" data-root="\(root)"><button type="submit">Search</button>
    </form>
    <nav class="main" aria-label="Main"><a href="\(root)">Reference</a> <a href="\(root)connect">Add to your AI tool</a></nav></header>
    """
  }

  private var trail: HTML {
    guard !page.trail.isEmpty else { return "" }
    let items = page.trail.map { "<li><a href=\"\(root)\($0.address.path)\">\($0.title)</a></li>" as HTML }
    return "<nav class=\"trail\" aria-label=\"Breadcrumb\"><ol>\(items)</ol></nav>"
  }

  private static let maximumSiblings = 60

  private var side: HTML {
    guard page.siblings.count > 1 else { return "" }
    let items = page.siblings.prefix(Self.maximumSiblings).map { link -> HTML in
      let current: HTML = link.address == page.address ? " aria-current=\"page\"" : ""
      let method: HTML = link.method.map { "<span class=\"method \($0.lowercased())\">\($0)</span> " } ?? ""
      return "<li><a href=\"\(root)\(link.address.path)\"\(current)>\(method)<span>\(link.title)</span></a></li>"
    }
    return """
      <nav class="side" aria-label="Pages of this group"><details open><summary>\(page.trail.last?.title ?? "Pages")</summary>
      <ul>
      \(items)
      </ul></details></nav>
      """
  }

  private func contents(_ headings: [(text: String, id: String)]) -> HTML {
    guard headings.count > 2 else { return "" }
    let items = headings.prefix(40).map { "<li><a href=\"#\(Page.percentEncoded($0.id))\">\($0.text)</a></li>" as HTML }
    return "<nav class=\"contents\" aria-label=\"On this page\"><p>On this page</p><ul>\n\(items)\n</ul></nav>"
  }

  private func line(_ markdown: String) -> HTML { HTMLPageWriter.plainLine(markdown) }
}
