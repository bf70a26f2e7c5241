import JSON
import OpenAPI

/// An inverted index that finds operations by the words of their names and descriptions.
///
/// Each word leads to its operations, with a weight for each. Matches are ranked by the weights of their words and by
/// the words' rarity.
struct OperationIndex: Sendable {
  private struct Posting {
    let operation: Int32
    /// The weight of the word for the operation: higher in its name than in its description.
    var weight: Float
  }

  private var postings: [String: [Posting]] = [:]
  /// The indexed words in order, to find those with a common prefix.
  private var vocabulary: [String] = []
  private let count: Int

  /// The most words of a query that count, since each may lead to every operation.
  private static let maximumQueryWords = 50
  /// The most members of a body that are indexed: many operations may share one schema of many members.
  private static let maximumMembers = 200

  /// Indexes the operations of documents, numbered consecutively in their order.
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

  /// The operations that match a query best, best first, and the number of all matches.
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

  /// The first few by score, without sorting all: a common word may match thousands.
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

  /// The indexed words that a word may mean: itself, and those that begin with it.
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

  /// The rarity of a word: 2 if all operations have it, one more for each halving of their number.
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
