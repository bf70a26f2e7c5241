import APIDocs
import CommonMark
import HTML

/// Writes the parts of a page as HTML.
struct HTMLPageWriter {
  let page: PortalPage
  private let links: LinkRewriting
  private let own: HTMLPolicy
  private let foreign: HTMLPolicy
  private var html = HTML(markup: "")
  private var codes = 0
  /// The ids on the page, so that none is given twice, each with the last number that was put behind it.
  private var ids: [String: Int] = [:]
  /// The headings for the table of contents.
  private(set) var contents: [(text: String, id: String)] = []

  init(_ page: PortalPage) {
    self.page = page
    let links = LinkRewriting(base: page.address.root)
    self.links = links
    let (relative, root) = (page.relativeLinks, page.address.root)
    // Own text quotes the document's: its links are as foreign as those of a description.
    own = HTMLPolicy { address in
      let own = links.address(address)
      return own == address ? relative.address(of: address, root: root) : own
    }
    foreign = HTMLPolicy(headingOffset: 3) { relative.address(of: $0, root: root) }
  }

  mutating func write() -> HTML {
    write(page.parts)
    return html
  }

  private mutating func write(_ parts: [PagePart]) {
    for part in parts {
      switch part {
      case .heading(let level, let text, let id): writeHeading(level, text, id)
      case .text(let text): html += block(text)
      case .prose(let text):
        html += "<div class=\"prose\">\n\(HTML(markup: CommonMarkDocument(text).html(foreign)))</div>\n"
      case .guide(let text):
        let policy = HTMLPolicy(headingOffset: 1, address: own.address)
        html += "<div class=\"prose\">\n\(HTML(markup: CommonMarkDocument(text).html(policy)))</div>\n"
      case .code(let text, let language, let label): writeCode(text, language, label)
      case .request(let method, let path, let remarks):
        html += """
          <p class="request"><span class="method \(method.lowercased())">\(method)</span> <code>\(path)</code>\
          \(remarks.map { "<span class=\"mark\">\(line($0))</span>" as HTML })</p>

          """
      case .fields(let fields):
        html += "<div class=\"fields\">\n"
        for field in fields { write(field) }
        html += "</div>\n"
      case .more(let summary, let id, let isOpen, let parts):
        html += "<details class=\"more\" id=\"\(unique(id))\"\(HTML(markup: isOpen ? " open" : ""))>\n"
        html += "<summary>\(line(summary))</summary>\n"
        write(parts)
        html += "</details>\n"
      case .links(let items): write(items, "links")
      case .cards(let items): write(items, "cards")
      case .buttons(let buttons):
        let links = buttons.map {
          "<a class=\"button\" href=\"\($0.url)\" rel=\"noopener noreferrer\">\($0.title)</a>" as HTML
        }
        html += "<p class=\"buttons\">\(links)</p>\n"
      }
    }
  }

  private mutating func writeHeading(_ level: Int, _ text: String, _ id: String) {
    let id = unique(id)
    if level == 2 { contents.append((CommonMarkDocument(text).plainText, id)) }
    let tag = HTML(markup: "h\(min(max(level, 2), 6))")
    html +=
      "<\(tag) id=\"\(id)\">\(line(text)) <a class=\"anchor\" href=\"#\(Page.percentEncoded(id))\" aria-label=\"Link to this section\">#</a></\(tag)>\n"
  }

  private mutating func writeCode(_ text: String, _ language: String, _ label: String) {
    codes += 1
    let title: HTML = label.isEmpty ? "" : "<p class=\"label\" id=\"label-\(codes)\">\(line(label)):</p>\n"
    html += """
      \(title)<div class="code"><pre tabindex="0"><code id="code-\(codes)" class="language-\(language)">\(text)</code></pre>
      <button type="button" class="copy" data-copies="code-\(codes)" hidden>Copy</button></div>

      """
  }

  // MARK: Fields

  private mutating func write(_ field: Field) {
    let id = unique(field.id)
    let head = head(of: field)
    let body = self.body(of: field)
    if field.fields.isEmpty {
      html += """
        <div class="field" id="\(id)"><div class="head">\(head)<a class="anchor" href="#\(Page.percentEncoded(id))" aria-label="Link to \(field.name)">#</a></div>\(body)</div>

        """
    } else {
      html += """
        <details class="field" id="\(id)"\(HTML(markup: field.isOpen ? " open" : ""))><summary class="head">\(head)</summary>
        \(body)<div class="fields"><a class="anchor" href="#\(Page.percentEncoded(id))" aria-label="Link to \(field.name)">#</a>

        """
      for member in field.fields { write(member) }
      html += "</div></details>\n"
    }
  }

  /// The line of a field; in one that unfolds, nothing else may be clicked.
  private func head(of field: Field) -> HTML {
    let name: HTML =
      field.isGroup ? "<span class=\"name\">\(field.name)</span>" : "<code class=\"name\">\(field.name)</code>"
    let marks = field.marks.map { "<span class=\"mark \($0.lowercased().filter(\.isLetter))\">\($0)</span>" as HTML }
    let type = field.fields.isEmpty ? line(field.type) : Self.plainLine(field.type)
    return "\(name) <span class=\"type\">\(type)</span> \(marks)"
  }

  private func body(of field: Field) -> HTML {
    var body = HTML(markup: "")
    if let description = field.description, !description.isEmpty {
      body += "<div class=\"prose\">\(HTML(markup: CommonMarkDocument(description).html(foreign)))</div>"
    }
    let schema = !field.fields.isEmpty && field.type.contains("](") ? [field.type] : []
    let facts = (schema + field.facts).map { "<li>\(line($0))</li>" as HTML }
    if !facts.isEmpty { body += "<ul class=\"facts\">\(facts)</ul>" }
    return body
  }

  private func write(_ item: LinkedItem) -> HTML {
    let method: HTML = item.link.method.map { "<span class=\"method \($0.lowercased())\">\($0)</span> " } ?? ""
    let path = item.request.drop { $0 != " " }.dropFirst()
    let request: HTML =
      item.request.isEmpty ? "" : " <code>\(String(item.link.method == nil ? item.request[...] : path))</code>"
    let note: HTML = item.note.isEmpty ? "" : "<div class=\"note\">\(line(item.note))</div>"
    return """
      <li>\(method)<a href="\(page.address.root + item.link.address.path)">\(item.link.title)</a>\(request)\(note)</li>
      """
  }

  private mutating func write(_ items: [LinkedItem], _ style: String) {
    html += "<ul class=\"\(style)\">\n\(items.map { write($0) })\n</ul>\n"
  }

  // MARK: Markdown

  private func block(_ text: String) -> HTML { HTML(markup: CommonMarkDocument(text).html(own)) }

  private func line(_ text: String) -> HTML { Self.line(text, own) }

  /// Own Markdown of one line, without links.
  static func plainLine(_ text: String) -> HTML { line(text, HTMLPolicy { _ in nil }) }

  /// Own Markdown of one line, without the paragraph around it.
  private static func line(_ text: String, _ policy: HTMLPolicy) -> HTML {
    let html = CommonMarkDocument(text).html(policy)
    guard html.hasPrefix("<p>"), html.hasSuffix("</p>\n") else { return "\(text)" }
    return HTML(markup: String(html.dropFirst(3).dropLast(5)))
  }

  private mutating func unique(_ id: String) -> String {
    // An id has no white space (HTML section 3.2.6).
    let plain = String(String.UnicodeScalarView(id.unicodeScalars.map { $0.properties.isWhitespace ? "_" : $0 }))
    guard let last = ids[plain] else {
      ids[plain] = 1
      return plain
    }
    var number = last + 1
    while ids["\(plain)-\(number)"] != nil { number += 1 }
    ids[plain] = number
    ids["\(plain)-\(number)"] = 1
    return "\(plain)-\(number)"
  }
}
