import APIDocs

/// The parts of a page, divided among as many pages as keep each below 100 KB of HTML and 50,000 characters of Markdown.
///
/// A page is divided between its sections, fields, entries and paragraphs. What is too long by itself is divided within:
/// the members of a field, the lines of code and the blocks of a text.
struct PageDivision {
  /// The parts of each page.
  private(set) var pages: [[PagePart]] = [[]]

  private let page: PortalPage
  private let limit: PageSize
  private var size = PageSize.zero
  /// The heading of the section that the end of the last page belongs to.
  private var section: (text: String, id: String)?

  /// Divides the parts of a page.
  static func pages(of page: PortalPage) -> [[PagePart]] { PageDivision(page.parts, of: page, .page).pages }

  private init(_ parts: [PagePart], of page: PortalPage, _ limit: PageSize) {
    (self.page, self.limit) = (page, limit)
    for part in parts {
      if case .heading(2, let text, let id) = part { section = (text, id) }
      for piece in pieces(of: part) { add(piece) }
    }
  }

  private mutating func add(_ piece: PagePart) {
    let added = PageSize([piece], on: page)
    if !(size + added).fits(limit), pages[pages.endIndex - 1].contains(where: { !$0.isHeading }) { startPage(piece) }
    size += added
    pages[pages.endIndex - 1].append(piece)
  }

  /// Starts a page with the headings of the piece, or with the heading of its section once more.
  private mutating func startPage(_ piece: PagePart) {
    var start: [PagePart] = []
    while let last = pages[pages.endIndex - 1].last, last.isHeading {
      start.insert(last, at: 0)
      pages[pages.endIndex - 1].removeLast()
    }
    if start.isEmpty, !piece.isHeading, let section {
      start = [.heading(level: 2, text: section.text + PagePart.continued, id: section.id)]
    }
    pages.append(start)
    size = PageSize(start, on: page)
  }

  // MARK: What is too long by itself

  private func pieces(of part: PagePart) -> [PagePart] {
    guard !PageSize([part], on: page).fits(limit) else { return [part] }
    switch part {
    case .fields(let fields): return fields.flatMap(pieces).map { .fields([$0]) }
    case .links(let items): return items.map { .links([$0]) }
    case .cards(let items): return items.map { .cards([$0]) }
    case .code(let text, let language, let label):
      return Self.lines(of: text).enumerated().map { number, text in
        .code(text, language: language, label: number == 0 || label.isEmpty ? label : label + PagePart.continued)
      }
    case .text(let text): return pieces(of: text) { .text($0) }
    case .prose(let text): return pieces(of: text) { .prose($0) }
    case .guide(let text): return pieces(of: text) { .guide($0) }
    case .more(let summary, let id, let isOpen, let parts):
      let frame = PageSize([.more(summary: summary, id: id, isOpen: isOpen, parts: [])], on: page)
      let inner = PageDivision(parts, of: page, limit - frame - .frame).pages
      return inner.enumerated().map { number, parts in
        let summary = number == 0 ? summary : summary + PagePart.continued
        return .more(summary: summary, id: id, isOpen: isOpen, parts: parts)
      }
    case .heading, .request, .buttons: return [part]
    }
  }

  /// A field in pieces: each has the field's head, and some of its members.
  ///
  /// Recurses once per level of fields, which their reader bounds.
  private func pieces(of field: Field) -> [Field] {
    guard !size(of: field).fits(limit) else { return [field] }
    var head = field
    head.fields = []
    var next = head
    (next.description, next.facts) = (nil, [])
    next.marks.append("continued")
    var pieces: [Field] = []
    // A long head stands alone, before its members.
    if field.fields.isEmpty || !size(of: head).fits(limit.eighth) {
      if !size(of: head).fits(limit) { head.shorten() }
      pieces.append(head)
      head = next
    }
    guard !field.fields.isEmpty else { return pieces }
    let room = limit - size(of: head) - .frame
    let inner = PageDivision([.fields(field.fields)], of: page, room).pages
    return pieces
      + inner.enumerated().map { number, parts in
        var piece = number == 0 ? head : next
        piece.fields = parts.flatMap(\.fields)
        return piece
      }
  }

  private func size(of field: Field) -> PageSize { PageSize([.fields([field])], on: page) }

  /// Markdown in pieces; one that takes far more HTML than text is shown as it is written.
  private func pieces(of text: String, _ part: (String) -> PagePart) -> [PagePart] {
    var pending = [(text: text, length: Self.piece)]
    var pieces: [PagePart] = []
    while let (text, length) = pending.popLast() {
      let whole = part(text)
      if PageSize([whole], on: page).fits(limit) {
        pieces.append(whole)
      } else if length >= Self.piece >> 4 {
        pending += MarkdownParts(text, maximum: length).parts.reversed().map { ($0, length / 4) }
      } else {
        pieces += Self.lines(of: text).map { .code($0, language: "text", label: "") }
      }
    }
    return pieces
  }

  private static let piece = 16_000

  /// Code in pieces of whole lines, if those are short enough.
  private static func lines(of text: String) -> [String] {
    var pieces: [String] = []
    var rest = text.unicodeScalars[...]
    while !rest.isEmpty {
      let most = rest.index(rest.startIndex, offsetBy: piece / 4, limitedBy: rest.endIndex) ?? rest.endIndex
      let lineEnd = most == rest.endIndex ? nil : rest[..<most].lastIndex(of: "\n")
      pieces.append(String(rest[..<(lineEnd ?? most)]))
      rest = rest[(lineEnd.map(rest.index(after:)) ?? most)...]
    }
    return pieces
  }
}

extension PagePart {
  /// The words behind the heading of what began on an earlier page.
  static let continued = " (continued)"

  fileprivate var isHeading: Bool { if case .heading = self { true } else { false } }

  fileprivate var fields: [Field] { if case .fields(let fields) = self { fields } else { [] } }
}

extension Field {
  /// Cuts the words of a field that alone would fill a page.
  fileprivate mutating func shorten() {
    let cut = { (text: String) in text.utf8.count > 500 ? "\(text.prefix(500)) … the rest is in openapi.json" : text }
    (description, type) = (description.map(cut), cut(type))
    facts = facts.prefix(8).map(cut)
  }
}
