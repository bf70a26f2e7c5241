import JSON

extension JSONValue {
  /// The value at a path of names.
  func value(at path: [String]) -> JSONValue? {
    var value = self
    for name in path {
      guard let next = value[name] else { return nil }
      value = next
    }
    return value
  }

  /// The value with another one at a path; missing objects on the way are made.
  ///
  /// It recurses once for each name of the path, which this program chose.
  func setting(_ path: ArraySlice<String>, to value: JSONValue) -> JSONValue {
    guard let name = path.first else { return value }
    var object = self.object ?? [:]
    object[name] = (object[name] ?? .object([:])).setting(path.dropFirst(), to: value)
    return .object(object)
  }

  /// The value without the one at a path.
  func removing(_ path: ArraySlice<String>) -> JSONValue {
    guard let name = path.first, var object, let inner = object[name] else { return self }
    // Not `nil` in a conditional expression: that would be the value null.
    if path.count == 1 {
      object[name] = Optional<JSONValue>.none
    } else {
      object[name] = inner.removing(path.dropFirst())
    }
    return .object(object)
  }

  /// The value without the objects on a path that are empty, the innermost first.
  func withoutEmptyObjects(on path: [String]) -> JSONValue {
    var value = self
    for count in path.indices.reversed() where value.value(at: Array(path[...count])) == .object([:]) {
      value = value.removing(path[...count])
    }
    return value
  }

  /// The path to the first member that another value has not, or has otherwise.
  func firstDifference(from other: JSONValue) -> [String] {
    var (left, right, path): (JSONValue, JSONValue, [String]) = (self, other, [])
    while let object = left.object, let others = right.object {
      guard let name = (others.names + object.names).first(where: { object[$0] != others[$0] }) else { break }
      path.append(name)
      guard let next = object[name], let otherNext = others[name] else { break }
      (left, right) = (next, otherNext)
    }
    return path
  }

  /// The value without a null at a path, which some clients write for no servers.
  func withoutNull(on path: [String]) -> JSONValue {
    value(at: path)?.isNull == true ? removing(path[...]) : self
  }
}
