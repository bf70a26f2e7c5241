extension [Int] {
  /// The transitive closure of these nodes under a relation, each once, in the order of discovery.
  ///
  /// It does not recurse, so a long chain is no problem, and cycles end.
  package func reachable(by next: (Int) -> [Int]) -> [Int] {
    guard contains(where: { !next($0).isEmpty }) else { return self }
    var seen = Set(self)
    var result = self
    var position = 0
    while position < result.count {
      for node in next(result[position]) where seen.insert(node).inserted { result.append(node) }
      position += 1
    }
    return result
  }
}
