import APIDocs
import DocsSearch
import JSON
import MCP
import OpenAPI

/// Implements the tool that reads a page of the documentation, in pieces that fit.
struct ReadDocs: DocsReply {
  let library: DocsLibrary
  /// The name of the tool that searches.
  let searcher: String

  /// The room for everything but the text, in bytes.
  private static let frame = 500
  /// The most headings of a page that are listed.
  private static let maximumHeadings = 30

  static let input: JSONObject = [
    "type": "object",
    "properties": [
      "page": [
        "type": "string", "minLength": 1,
        "description": "The URI of the page (docs://…), the name of a tool or a schema, or a method and a path.",
      ],
      "heading": ["type": "string", "description": "The heading to begin at; without it the page begins."],
      "offset": [
        "type": "integer", "minimum": 0, "default": 0,
        "description": "Where in the page to go on: next_offset of the piece before.",
      ],
      "max_tokens": TokenBudget.argument,
    ],
    "required": ["page"],
    "additionalProperties": false,
  ]

  static let output: JSONObject = [
    "type": "object",
    "properties": [
      "page": ["type": "string", "description": "The URI of the page."],
      "title": ["type": "string"],
      "text": ["type": "string", "description": "The page or a piece of it."],
      "headings": [
        "type": "array", "items": ["type": "string"], "description": "The headings of a page that has more pieces.",
      ],
      "next_offset": ["type": "integer", "description": "Where the next piece of the page begins."],
      "next_page": ["type": "string", "description": "The URI of the part of the page behind this one."],
    ],
    "required": ["page", "title", "text"],
  ]

  func result(_ arguments: JSONObject) -> ToolResult {
    let name = arguments["page"]?.string ?? ""
    guard let place = place(name) else { return .failure(unknown(name)) }
    guard let text = library.text(of: place), let part = text.part(place.part) else {
      return .failure("The page has no part \(place.part). Read \(library.uri(of: first(place))) for its beginning.")
    }
    var start = arguments["offset"]?.int ?? 0
    let outline = PageOutline(part)
    if let heading = arguments["heading"]?.string, start == 0 {
      guard let found = Self.find(heading, in: outline) else {
        let names = outline.headings.prefix(Self.maximumHeadings).map(\.text).joined(separator: ", ")
        return .failure("The page has no heading \"\(heading.prefix(80))\". It has: \(names).")
      }
      start = Self.offset(ofLine: found.line, in: part)
    }
    return piece(of: part, from: start, place, outline, count: text.parts.count, room: TokenBudget.bytes(arguments))
  }

  private func piece(
    of part: String,
    from start: Int,
    _ place: DocsLibrary.Place,
    _ outline: PageOutline,
    count: Int,
    room: Int
  ) -> ToolResult {
    var object: JSONObject = [
      "page": .string(library.uri(of: place)),
      "title": .string(String((library.title(of: place) ?? place.page.path).prefix(160))),
    ]
    let cut = TextPiece(part, from: start, bytes: max(100, room - Self.frame))
    object.append("text", .string(cut.text))
    var notes: [String] = []
    if cut.end < cut.count {
      object.append("next_offset", .number(JSONNumber(cut.end)))
      notes.append("The page goes on: offset \(cut.end) of \(cut.count).")
      let names = Self.headings(outline, bytes: min(Self.frame, room / 4))
      if start == 0, !names.isEmpty { object.append("headings", .array(names.map(JSONValue.string))) }
    } else if place.part < count {
      let next = library.uri(of: .init(api: place.api, page: place.page, part: place.part + 1))
      object.append("next_page", .string(next))
      notes.append("The page goes on: \(next).")
    }
    return ToolResult(content: ([cut.text] + notes).map { .text($0) }, structuredContent: .object(object))
  }

  /// The first headings, as many as fit.
  private static func headings(_ outline: PageOutline, bytes: Int) -> [String] {
    var size = 0
    return Array(
      outline.headings.filter { $0.level < 4 }.prefix(maximumHeadings).map { String($0.text.prefix(80)) }
        .prefix { text in
          size += text.utf8.count + 3
          return size <= bytes
        }
    )
  }

  private static func find(_ heading: String, in outline: PageOutline) -> PageOutline.Heading? {
    let wanted = heading.drop { $0 == "#" || $0 == " " }.lowercased()
    guard !wanted.isEmpty else { return nil }
    return outline.headings.first { $0.text.lowercased() == wanted || $0.anchor == wanted }
      ?? outline.headings.first { $0.text.lowercased().hasPrefix(wanted) }
  }

  private static func offset(ofLine line: Int, in text: String) -> Int {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(line)
    return lines.reduce(0) { $0 + $1.unicodeScalars.count + 1 }
  }

  // MARK: Names

  /// The page that a caller names, by its URI or another name.
  private func place(_ name: String) -> DocsLibrary.Place? {
    if let place = library.place(of: name) { return place }
    if let place = library.place(of: "docs://\(name)") { return place }
    for api in library.apis {
      let page = api.tools.first { $0.name == name || "\($0.operation.method) \($0.operation.path)" == name }
      if let page { return .init(api: api.name, page: .operation(page.name), part: 1) }
    }
    for api in library.apis where api.document.schemas.contains(name) {
      return .init(api: api.name, page: .schema(name), part: 1)
    }
    return nil
  }

  private func first(_ place: DocsLibrary.Place) -> DocsLibrary.Place {
    .init(api: place.api, page: place.page, part: 1)
  }

  private func unknown(_ name: String) -> String {
    let words = name.replacing("docs://", with: "").map { $0 == "/" ? " " : $0 }
    let near = library.search(String(words.prefix(200)), limit: 3).hits.map(\.uri)
    let hint = near.isEmpty ? "" : " Did you mean \(near.joined(separator: ", "))?"
    return "There is no page \"\(name.prefix(120))\".\(hint) \(searcher) finds pages, docs://index lists them."
  }
}
