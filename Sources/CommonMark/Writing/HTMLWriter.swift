import HTML

/// Writes a document as HTML, without recursion.
struct HTMLWriter {
  let document: CommonMarkDocument
  let policy: HTMLPolicy
  var html = ""
  var budget: ExpansionBudget
  /// The blocks whose end is not yet written.
  private var open: [Int] = []

  init(_ document: CommonMarkDocument, _ policy: HTMLPolicy) {
    self.document = document
    self.policy = policy
    budget = ExpansionBudget(document)
  }

  mutating func write() -> String {
    for position in document.blocks.indices.dropFirst() where !document.blocks[position].isEmpty {
      while let last = open.last, last != document.blocks[position].parent { end(last) }
      start(position)
    }
    while let last = open.last { end(last) }
    return html
  }

  private mutating func start(_ position: Int) {
    let block = document.blocks[position]
    switch block.kind {
    case .document: break
    case .quote:
      breakLine()
      html += "<blockquote>\n"
      open.append(position)
    case .list(let style):
      breakLine()
      switch style {
      case .bullet: html += "<ul>\n"
      case .ordered(1, _): html += "<ol>\n"
      case .ordered(let start, _): html += "<ol start=\"\(start)\">\n"
      }
      open.append(position)
    case .item:
      breakLine()
      html += "<li>"
      open.append(position)
    case .paragraph: writeParagraph(block)
    case .heading(let level):
      let level = min(6, level + policy.headingOffset)
      breakLine()
      html += "<h\(level)>"
      writeInlines(block.content)
      html += "</h\(level)>\n"
    case .code(let info):
      breakLine()
      html += "<pre><code\(Self.language(info))>\(Self.text(block.content))</code></pre>\n"
    case .rule:
      breakLine()
      html += "<hr>\n"
    case .table(let alignments): writeTable(block.content, alignments)
    }
  }

  private mutating func end(_ position: Int) {
    open.removeLast()
    switch document.blocks[position].kind {
    case .quote:
      breakLine()
      html += "</blockquote>\n"
    case .list(let style):
      breakLine()
      if case .bullet = style { html += "</ul>\n" } else { html += "</ol>\n" }
    case .item: html += "</li>\n"
    default: break
    }
  }

  private mutating func writeParagraph(_ block: Block) {
    let parent = document.blocks[block.parent]
    if parent.kind == .item, document.blocks[parent.parent].isTight {
      if html.utf8.last != UInt8(ascii: ">") || !html.hasSuffix("<li>") { breakLine() }
      writeInlines(block.content)
      return
    }
    breakLine()
    html += "<p>"
    writeInlines(block.content)
    html += "</p>\n"
  }

  private mutating func writeTable(_ content: [UInt8], _ alignments: [ColumnAlignment]) {
    breakLine()
    html += "<table>\n<thead>\n"
    let rows = content.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
    for (number, row) in rows.enumerated() {
      if number == 1 { html += "<tbody>\n" }
      html += "<tr>\n"
      let cells = TableRow.cells(row)
      for (column, alignment) in alignments.enumerated() {
        let name = number == 0 ? "th" : "td"
        html += "<\(name)\(Self.attribute(alignment))>"
        if column < cells.count { writeInlines(cells[column]) }
        html += "</\(name)>\n"
      }
      html += number == 0 ? "</tr>\n</thead>\n" : "</tr>\n"
    }
    html += rows.count > 1 ? "</tbody>\n</table>\n" : "</table>\n"
  }

  /// The class of an aligned cell: the portal's policy admits no style, and HTML no `align`.
  private static func attribute(_ alignment: ColumnAlignment) -> String {
    switch alignment {
    case .none: ""
    case .left: " class=\"left\""
    case .center: " class=\"center\""
    case .right: " class=\"right\""
    }
  }

  private static func language(_ info: [UInt8]) -> String {
    let word = CharacterReferences.unescaped(info[...]).prefix { !$0.isWhitespace }
    return word.isEmpty ? "" : " class=\"language-\(text(word))\""
  }

  mutating func breakLine() {
    if !html.isEmpty, html.utf8.last != 0x0A { html += "\n" }
  }

  static func text(_ bytes: some Collection<UInt8>) -> String {
    HTMLText.prose(String(decoding: bytes, as: UTF8.self))
  }
}

extension CommonMarkDocument {
  /// The document as HTML: `<h1>` to `<h6>`, paragraphs, lists, quotes, code and tables.
  package func html(_ policy: HTMLPolicy = HTMLPolicy()) -> String {
    var writer = HTMLWriter(self, policy)
    return writer.write()
  }
}
