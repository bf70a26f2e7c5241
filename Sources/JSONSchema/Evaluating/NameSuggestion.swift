/// The sentence about an unknown name.
enum NameSuggestion {
  private static let maximumCompared = 500

  /// Suggests the known name that was likely meant, or else lists the known names.
  static func sentence(for name: String, known: [String]) -> String {
    if known.isEmpty { return "is not a known field; none are" }
    // A comparison takes thousands of steps: of very many names only the first are compared.
    let near = known.prefix(maximumCompared).map { (name: $0, distance: distance(name, $0)) }
      .min { $0.distance < $1.distance }
    if let near, near.distance <= max(1, near.name.unicodeScalars.count / 3) {
      return "is not a known field; did you mean \"\(near.name)\"?"
    }
    return "is not a known field; known are \(known.listed())"
  }

  /// The number of letters to insert, remove, replace or swap with their neighbour, ignoring case.
  private static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.lowercased().unicodeScalars.prefix(64))
    let right = Array(right.lowercased().unicodeScalars.prefix(64))
    var before: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var next = [row + 1]
      for column in right.indices {
        let change = last[column] + (left[row] == right[column] ? 0 : 1)
        var best = min(last[column + 1] + 1, next[column] + 1, change)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, before[column - 1] + 1)
        }
        next.append(best)
      }
      before = last
      last = next
    }
    return last[right.count]
  }
}
