import JSON
import OpenAPI

/// Finds operations by the words that are said of them.
///
/// An inverted index: each word leads to the operations that it is said of, and how much it says of each. It is ranked by
/// how much a word says and how few it is said of.
struct OperationIndex: Sendable {
  private struct Posting {
    let operation: Int32
    /// How much the word says of the operation: more in its name than in its description.
    var weight: Float
  }

  private var postings: [String: [Posting]] = [:]
  /// The words in their order, to find those that begin alike.
  private var vocabulary: [String] = []
  private let count: Int

  /// The words of a query that count: each may lead to every operation.
  private static let maximumQueryWords = 50
  /// The members of a body that are words of its operation: many operations may share one schema of many members.
  private static let maximumMembers = 200

  /// Makes the index of the operations of documents, numbered through in their order.
  init(_ documents: [ServedDocument]) {
    let entries = documents.flatMap { served in served.entries.map { ($0, served.document) } }
    count = entries.count
    for (number, (entry, document)) in entries.enumerated() {
      var weights: [String: Float] = [:]
      func add(_ text: String?, _ weight: Float) {
        for word in SearchWords.split(text ?? "") { weights[word, default: 0] += weight }
      }
      let operation = entry.operation
      add(entry.name, 4)
      add(operation.operationID, 2)
      add(entry.title, 3)
      add(operation.path, 2)
      add(operation.method, 1)
      for tag in operation.tags { add(tag, 2) }
      add(operation.mcp.description ?? operation.description, 1)
      for parameter in operation.parameters {
        add(parameter.name, 1)
        add(parameter.description, 0.5)
      }
      for name in Self.members(of: operation.requestBody, in: document) { add(name, 1) }
      for (word, weight) in weights {
        postings[word, default: []].append(Posting(operation: Int32(number), weight: weight))
      }
    }
    vocabulary = postings.keys.sorted()
  }

  /// The operations that a query fits best, the best first, and how many it fits at all.
  func search(_ query: String, limit: Int) -> (best: [Int], count: Int) {
    var scores = [Float](repeating: 0, count: count)
    for word in Set(SearchWords.split(query).prefix(Self.maximumQueryWords)) {
      for (found, closeness) in spellings(of: word) {
        guard let postings = postings[found] else { continue }
        let rarity = closeness * Self.rarity(postings.count, of: count)
        for posting in postings {
          scores[Int(posting.operation)] += rarity * posting.weight / (posting.weight + 2)
        }
      }
    }
    return Self.best(limit, of: scores)
  }

  /// The first few by score, without sorting all: a common word may fit thousands.
  private static func best(_ limit: Int, of scores: [Float]) -> (best: [Int], count: Int) {
    var best: [Int] = []
    var count = 0
    for (number, score) in scores.enumerated() where score > 0 {
      count += 1
      if best.count == limit, let last = best.last, scores[last] >= score { continue }
      let position = best.firstIndex { scores[$0] < score } ?? best.count
      best.insert(number, at: position)
      if best.count > limit { best.removeLast() }
    }
    return (best, count)
  }

  /// The words of the index that a word may mean: itself, and those that begin with it.
  private func spellings(of word: String) -> [(word: String, closeness: Float)] {
    var found: [(word: String, closeness: Float)] = []
    if postings[word] != nil { found.append((word, 1)) }
    guard word.utf8.count >= 3 else { return found }
    var position = firstPosition(from: word)
    while position < vocabulary.count, found.count < 16, vocabulary[position].hasPrefix(word) {
      if vocabulary[position] != word { found.append((vocabulary[position], 0.5)) }
      position += 1
    }
    return found
  }

  private func firstPosition(from word: String) -> Int {
    var low = 0
    var high = vocabulary.count
    while low < high {
      let middle = (low + high) / 2
      if vocabulary[middle] < word { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// More for words that are said of few: from 1 for those that are said of all, by one for each halving.
  private static func rarity(_ found: Int, of all: Int) -> Float {
    1 + Float(Int.bitWidth - (all / max(found, 1)).leadingZeroBitCount)
  }

  private static func members(of body: RequestBody?, in document: APIDocument) -> [String] {
    guard let schema = body?.content.first?.schema else { return [] }
    let name = schema["$ref"]?.string?.split(separator: "/").last.map(String.init)
    let members = (name.flatMap { document.schemas[$0] } ?? schema)["properties"]?.object?.members ?? []
    return members.prefix(maximumMembers).map(\.name)
  }
}
