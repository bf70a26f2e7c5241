import JSON

/// The changes that an overlay makes to a value.
extension JSONValue {
  /// Merges an update into the value (Overlay 1.1.0, 4.4.3.1): objects member by member, arrays by appending, plain
  /// values by replacement.
  ///
  /// - Parameters:
  ///   - update: The value to merge.
  ///   - isStrict: Whether values of different kinds, which 1.1 forbids, are left unchanged instead of replaced.
  /// - Returns: Whether all kinds matched.
  mutating func merge(_ update: JSONValue, isStrict: Bool) -> Bool {
    switch update {
    case .object(let update):
      guard var object = takeObject() else { break }
      let fits = object.merge(update, isStrict: isStrict)
      self = .object(object)
      return fits
    case .array(let update):
      guard var elements = takeArray() else { break }
      elements += update
      self = .array(elements)
      return true
    default: if object == nil, array == nil { return replace(by: update) }
    }
    return isStrict ? false : replace(by: update)
  }

  private mutating func replace(by value: JSONValue) -> Bool {
    self = value
    return true
  }

  /// Merges an update into the values that a tree marks, here and below.
  ///
  /// A value other than an array is appended to an array.
  mutating func update(
    _ nodes: NodeTree,
    at number: Int = NodeTree.root,
    _ step: JSONPathEvaluation.Step? = nil,
    with update: JSONValue,
    isStrict: Bool
  ) -> Bool {
    var fits = true
    if nodes[number].isFound {
      let update = step == .name(Self.ownExtension) ? unabbreviated(beside: update) : update
      if update.array == nil, var elements = takeArray() {
        elements.append(update)
        self = .array(elements)
      } else {
        fits = merge(update, isStrict: isStrict)
      }
    }
    change(nodes, at: number) {
      if !$0.update(nodes, at: $1, $2, with: update, isStrict: isStrict) { fits = false }
    }
    return fits
  }

  /// Removes the values below that a tree marks.
  ///
  /// - Returns: The number of values in the same objects and arrays, all of which are moved.
  @discardableResult
  mutating func remove(_ nodes: NodeTree, at number: Int = NodeTree.root) -> Int {
    var moved = 0
    change(nodes, at: number) { value, number, _ in
      if !nodes[number].isFound { moved += value.remove(nodes, at: number) }
    }
    let found = Set(nodes[number].children.lazy.filter { nodes[$0.number].isFound }.map(\.step))
    guard !found.isEmpty else { return moved }
    switch self {
    case .object(let object):
      moved += object.count
      self = .object(JSONObject(object.members.filter { !found.contains(.name($0.name)) }))
    case .array(let elements):
      moved += elements.count
      self = .array(elements.indices.filter { !found.contains(.index($0)) }.map { elements[$0] })
    default: break
    }
    return moved
  }

  /// Changes the children in a tree, in place.
  private mutating func change(
    _ nodes: NodeTree,
    at number: Int,
    _ body: (inout JSONValue, Int, JSONPathEvaluation.Step) -> Void
  ) {
    guard !nodes[number].children.isEmpty else { return }
    if var object = takeObject() {
      for (step, child) in nodes[number].children {
        guard case .name(let name) = step, var value = object.take(name) else { continue }
        body(&value, child, step)
        object[name] = value
      }
      self = .object(object)
    } else if var elements = takeArray() {
      for (step, child) in nodes[number].children {
        guard case .index(let index) = step, elements.indices.contains(index) else { continue }
        body(&elements[index], child, step)
      }
      self = .array(elements)
    }
  }
}

extension JSONValue {
  /// The extension for which `true` and `false` are short forms of an object with `enabled`.
  fileprivate static let ownExtension = "x-mcp"

  /// Expands the short form of `x-mcp`, here or in an update, if the other one is an object: whether the operation has
  /// a tool is kept when it gets a name.
  ///
  /// - Returns: The update to merge.
  fileprivate mutating func unabbreviated(beside update: JSONValue) -> JSONValue {
    if bool != nil, update.object != nil { self = ["enabled": self] }
    return update.bool != nil && object != nil ? ["enabled": update] : update
  }
}

extension JSONObject {
  fileprivate mutating func merge(_ update: JSONObject, isStrict: Bool) -> Bool {
    var fits = true
    for (name, value) in update {
      guard var present = take(name) else {
        append(name, value)
        continue
      }
      let value = name == JSONValue.ownExtension ? present.unabbreviated(beside: value) : value
      if !present.merge(value, isStrict: isStrict) { fits = false }
      self[name] = present
    }
    return fits
  }
}
