import JSON

extension [JSONValue] {
  /// Finds the first element that equals an earlier one (`uniqueItems`), and takes what that cost off a budget of steps.
  ///
  /// The elements are sorted by a digest with a secret seed, so that nobody can choose elements that make it slow.
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
  /// A number that is the same for equal values, whatever the order of their members, and hardly ever for others.
  fileprivate func digest(budget: inout Int) -> Int {
    budget -= 1
    var hasher = Hasher()
    switch self {
    case .array(let elements):
      hasher.combine(elements.count)
      for element in elements { hasher.combine(element.digest(budget: &budget)) }
    case .object(let object):
      var sum = 0
      // As objects are compared: of a name that occurs twice the last value counts. Two members that are the same would
      // otherwise cancel each other out, and objects of nothing else would all have one digest.
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
