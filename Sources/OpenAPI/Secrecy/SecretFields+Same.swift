extension SecretFields {
  /// The given fields and all others that apply to the same value, each once.
  func sameValue(_ start: [Int]) -> [Int] {
    guard start.contains(where: { !fields[$0].sameValue.isEmpty }) else { return start }
    var seen = Set(start)
    var result = start
    var position = 0
    while position < result.count {
      for field in fields[result[position]].sameValue where seen.insert(field).inserted { result.append(field) }
      position += 1
    }
    return result
  }
}
