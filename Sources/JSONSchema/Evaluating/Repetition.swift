import JSON

extension [JSONValue] {
  /// Finds the first element that equals an earlier one (`uniqueItems`); the cost is deducted from a budget of steps.
  ///
  /// Elements are grouped by a digest with a random seed, so that nobody can choose elements that collide.
  func firstRepetition(budget: inout Int) -> (earlier: Int, later: Int)? {
    guard count > 1 else { return nil }
    var positions: [Int: [Int]] = [:]
    for (position, element) in enumerated() {
      let digest = element.digest(budget: &budget)
      guard budget >= 0 else { return nil }
      for earlier in positions[digest, default: []] where self[earlier] == element { return (earlier, position) }
      positions[digest, default: []].append(position)
    }
    return nil
  }
}

extension JSONValue {
  /// A number equal for equal values, independent of member order, and hardly ever equal for others.
  fileprivate func digest(budget: inout Int) -> Int {
    budget -= 1
    var hasher = Hasher()
    switch self {
    case .array(let elements):
      hasher.combine(elements.count)
      for element in elements { hasher.combine(element.digest(budget: &budget)) }
    case .object(let object):
      var sum = 0
      // As in the comparison of objects, only the last value of a repeated name counts. Otherwise two identical members
      // would cancel each other out, and objects of only such members would share one digest.
      for (position, member) in object.members.enumerated() where object.isLast(position) {
        var memberHasher = Hasher()
        memberHasher.combine(member.name)
        memberHasher.combine(member.value.digest(budget: &budget))
        sum &+= memberHasher.finalize()
      }
      hasher.combine(-object.count)
      hasher.combine(sum)
    default: hasher.combine(self)
    }
    return hasher.finalize()
  }
}
