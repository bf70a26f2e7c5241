import DocsSearch
import JSON
import LazyValue
import MCP
import OpenAPI
import Operations

/// The operations that can be searched, by the index of all pages, which is made at the first search.
struct FoundOperations: Sendable {
  let entries: [APITools.Entry]
  private let numbers: [String: Int]
  private let index: Lazy<SearchIndex>
  private let searchTool: String

  init(_ documents: [ServedDocument], index: Lazy<SearchIndex>, searchTool: String) {
    let entries = documents.flatMap(\.entries)
    self.entries = entries
    self.searchTool = searchTool
    numbers = Dictionary(entries.enumerated().map { ($1.name, $0) }) { first, _ in first }
    self.index = index
  }

  /// Whether the index has been made.
  var isPrepared: Bool { index.isMade }

  /// Makes the index, unless it has been made.
  func prepare() { _ = index.value }

  /// The operations that match a query best, best first, and the number of all matches.
  func search(_ query: String, limit: Int) -> (best: [APITools.Entry], count: Int) {
    let index = index.value
    let found = index.search(query, kinds: [.operation], limit: limit)
    let best = found.hits.compactMap { hit in numbers[index.entries[hit.entry].name].map { entries[$0] } }
    return (best, found.count)
  }

  /// The operation with a name.
  ///
  /// - Throws: A failure that hints at the right name.
  func entry(_ arguments: JSONObject) throws(CallFailure) -> APITools.Entry {
    let name = arguments["name"]?.string ?? ""
    if let number = numbers[name] { return entries[number] }
    let near = search(name, limit: 3).best.map(\.name)
    let hint = near.isEmpty ? "" : " Did you mean \(near.joined(separator: ", "))?"
    throw CallFailure("There is no operation \"\(name.prefix(80))\".\(hint) \(searchTool) finds them.")
  }

  /// The tags of the operations, most frequent first.
  var tags: [String] {
    var counts: [String: Int] = [:]
    for tag in entries.lazy.flatMap(\.operation.tags) { counts[tag, default: 0] += 1 }
    return counts.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }.map(\.key)
  }
}
