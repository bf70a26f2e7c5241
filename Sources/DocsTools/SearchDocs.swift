import APIDocs
import DocsSearch
import JSON
import MCP

/// Implements the tool that searches the documentation.
struct SearchDocs: DocsReply {
  let library: DocsLibrary
  /// The name of the tool that reads pages.
  let reader: String

  private static let standardLimit = 8
  /// The most characters of a title and of a heading.
  private static let maximumTitle = 160

  static let input: JSONObject = [
    "type": "object",
    "properties": [
      "query": [
        "type": "string", "minLength": 1,
        "description": "What is sought: three phrasings with synonyms, one a line or separated by semicolons.",
      ],
      "kind": [
        "type": "string", "enum": ["operation", "schema", "tag", "guide"],
        "description": "Finds only pages of this kind; codes of errors stand on the pages of operations.",
      ],
      "limit": ["type": "integer", "minimum": 1, "maximum": 50, "default": 8, "description": "How many hits at most."],
      "offset": [
        "type": "integer", "minimum": 0, "default": 0, "description": "How many hits to skip: next of a result.",
      ],
      "max_tokens": TokenBudget.argument,
    ],
    "required": ["query"],
    "additionalProperties": false,
  ]

  static let output: JSONObject = [
    "type": "object",
    "properties": [
      "hits": [
        "type": "array", "description": "The pages that fit, best first.",
        "items": [
          "type": "object",
          "properties": [
            "page": ["type": "string", "description": "The URI of the page."],
            "title": ["type": "string"],
            "kind": ["type": "string"],
            "request": ["type": "string", "description": "The method and the path of an operation."],
            "heading": ["type": "string", "description": "Where on the page."],
            "excerpt": ["type": "string"],
            "api": ["type": "string", "description": "The API of the page, where there are several."],
          ],
          "required": ["page", "title", "kind", "excerpt"],
        ],
      ],
      "found": ["type": "integer", "description": "How many pages fit in all."],
      "next": ["type": "integer", "description": "The offset of the hits after these."],
    ],
    "required": ["hits", "found"],
  ]

  func result(_ arguments: JSONObject) -> ToolResult {
    let query = arguments["query"]?.string ?? ""
    let limit = arguments["limit"]?.int ?? Self.standardLimit
    let start = min(arguments["offset"]?.int ?? 0, 100_000)
    let kind = arguments["kind"]?.string.flatMap(PageKind.init)
    let found = library.search(query, kinds: kind.map { [$0] } ?? [], from: start, limit: limit)
    let room = TokenBudget.bytes(arguments) - 100
    var hits: [JSONValue] = []
    var size = 0
    for hit in found.hits {
      let value = Self.value(hit)
      size += value.json.count + 1
      guard size <= room || hits.isEmpty else { break }
      hits.append(value)
    }
    var object: JSONObject = ["hits": .array(hits), "found": .number(JSONNumber(found.count))]
    let end = start + hits.count
    if !hits.isEmpty, end < found.count { object.append("next", .number(JSONNumber(end))) }
    let value = JSONValue.object(object)
    let text = hits.isEmpty ? nothing(start) : value.description
    return ToolResult(content: [.text(text)], structuredContent: value)
  }

  private func nothing(_ start: Int) -> String {
    start > 0
      ? "There are no more hits."
      : "No page fits. Try other words or synonyms, or read docs://index with \(reader): it lists all pages."
  }

  private static func value(_ hit: DocsHit) -> JSONValue {
    var object: JSONObject = [
      "page": .string(hit.uri), "title": .string(String(hit.title.prefix(maximumTitle))),
      "kind": .string(hit.kind.rawValue),
    ]
    object.append("request", ifPresent: hit.request.map { .string(String($0.prefix(300))) })
    object.append("heading", ifPresent: hit.heading.map { .string(String($0.prefix(maximumTitle))) })
    object.append("excerpt", .string(hit.excerpt))
    object.append("api", ifPresent: hit.api.map(JSONValue.string))
    return .object(object)
  }
}
