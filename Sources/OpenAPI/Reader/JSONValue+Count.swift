import JSON

extension JSONValue {
  /// The number of values in this one, including itself, counted up to a limit.
  func count(upTo limit: Int) -> Int {
    var count = 0
    var pending = [self]
    while let value = pending.popLast() {
      count += 1
      guard count < limit else { return limit }
      switch value {
      case .array(let elements): pending += elements
      case .object(let object): pending += object.members.lazy.map(\.value)
      default: break
      }
    }
    return count
  }
}
