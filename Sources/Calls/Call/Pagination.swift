import HTTPTypes
import JSON
import OpenAPI
package import Operations

/// Recognises a response that is one of several pages, and the arguments for the next one.
package struct Pagination: Sendable {
  /// The query arguments, by the name of their parameter.
  private let arguments: [String: String]

  /// Finds the arguments that ask for further pages.
  package init(_ input: ToolInput) {
    let query = input.parameterArguments.filter { $0.parameter.location == .query }
    arguments = Dictionary(query.map { ($0.parameter.name, $0.argument) }) { first, _ in first }
  }

  /// The note on the next page; `nil` if there seems to be none.
  func note(_ fields: HTTPFields, _ body: JSONValue?) -> String? {
    // A page that the tool cannot request is not mentioned.
    if let advice = Self.next(in: fields).map({ advice(url: $0) }), !advice.isEmpty {
      return "Note: there is a next page. \(advice)"
    }
    guard let found = body.flatMap({ Self.cursor(in: $0) }) else { return nil }
    let place = found.path.joined(separator: ".")
    switch found.value {
    case .string(let text) where text.contains("?"):
      let advice = advice(url: text)
      return advice.isEmpty ? "Note: there is a next page (\(place))." : "Note: there is a next page. \(advice)"
    case .bool: return "Note: there is a next page (\(place) is true)."
    default:
      let target = Self.takers(of: found.name).lazy.compactMap { arguments[$0] }.first
      let advice = target.map { " Call again with \($0)=\(Self.text(found.value)) for it." } ?? ""
      return "Note: there is a next page (\(place) is \(Self.text(found.value))).\(advice)"
    }
  }

  /// The arguments in a URL that the tool takes; others are omitted, because a query may contain a key.
  private func advice(url: String) -> String {
    let query = url.firstIndex(of: "?").map { url[url.index(after: $0)...].prefix { $0 != "#" } } ?? ""
    let given = query.split(separator: "&").compactMap { pair -> String? in
      let parts = pair.split(separator: "=", maxSplits: 1).map { PercentEncoding.decoded(String($0)) }
      guard parts.count == 2, let argument = arguments[parts[0]] else { return nil }
      return "\(argument)=\(parts[1].prefix(200))"
    }
    return given.isEmpty ? "" : "Call again with \(given.joined(separator: ", ")) for it."
  }

  private static func text(_ value: JSONValue) -> String { String((value.string ?? value.description).prefix(200)) }

  // MARK: Link (RFC 8288)

  private static func next(in fields: HTTPFields) -> String? {
    guard let name = HTTPField.Name("link") else { return nil }
    for field in fields[values: name] {
      var rest = field[...]
      while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
        let url = rest[rest.index(after: open)..<close]
        let parameters = rest[rest.index(after: close)...].prefix { $0 != "<" }
        if isNext(parameters) { return String(url) }
        rest = rest[rest.index(after: close)...]
      }
    }
    return nil
  }

  private static func isNext(_ parameters: Substring) -> Bool {
    parameters.lowercased().split { ";,".contains($0) }.contains { parameter in
      let text = parameter.filter { !$0.isWhitespace && $0 != "\"" }
      return text == "rel=next"
    }
  }

  // MARK: Cursors

  private static let names = [
    "next_cursor", "nextCursor", "next_page_token", "nextPageToken", "next_token", "nextToken", "continuation_token",
    "continuationToken", "end_cursor", "endCursor", "next_page", "nextPage", "next_offset", "nextOffset", "next",
    "has_more", "hasMore", "has_next", "hasNext", "has_next_page", "hasNextPage",
  ]
  private static let containers = [
    "pagination", "paging", "page_info", "pageInfo", "meta", "metadata", "links", "_links", "page", "data", "result",
  ]

  private typealias Found = (name: String, value: JSONValue, path: [String])

  private static func cursor(in value: JSONValue, depth: Int = 0) -> Found? {
    guard depth < 3, let object = value.object else { return nil }
    let isEnd = ["has_more", "hasMore", "has_next", "hasNext", "has_next_page", "hasNextPage"].contains {
      object[$0] == false
    }
    guard !isEnd else { return nil }
    for name in names {
      guard let value = object[name], let meant = meant(value) else { continue }
      return (name, meant, [name])
    }
    for name in containers {
      guard let inner = object[name], let found = cursor(in: inner, depth: depth + 1) else { continue }
      return (found.name, found.value, [name] + found.path)
    }
    return nil
  }

  /// The value of a cursor that leads on; HAL links count too.
  private static func meant(_ value: JSONValue) -> JSONValue? {
    switch value {
    case .string(let text): text.isEmpty ? nil : value
    case .number: value
    case .bool(let isTrue): isTrue ? value : nil
    case .object(let object): object["href"].flatMap(meant)
    case .null, .array: nil
    }
  }

  /// The likely parameters for a cursor with a name, best first.
  private static func takers(of name: String) -> [String] {
    let words = Words.split(name).filter { $0 != "next" && $0 != "end" }
    let snake = words.joined(separator: "_")
    let camel = words.enumerated().map { $0 == 0 ? $1 : $1.prefix(1).uppercased() + $1.dropFirst() }.joined()
    switch words.last {
    case "page": return [name, "page", "page_number", "pageNumber", "p"]
    case "offset": return [name, "offset", "skip", "start"]
    default: return [name, snake, camel, "cursor", "page_token", "pageToken", "after", "starting_after", "token"]
    }
  }
}
