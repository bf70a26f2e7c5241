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
      guard case .object(var object) = self else { break }
      // Nothing else may hold the object while it changes, or every change would copy all of it.
      self = .null
      let fits = object.merge(update, isStrict: isStrict)
      self = .object(object)
      return fits
    case .array(let update):
      guard case .array(var elements) = self else { break }
      self = .null
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
      if case .array(var elements) = self, update.array == nil {
        self = .null
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
  mutating func remove(_ nodes: NodeTree, at number: Int = NodeTree.root) {
    change(nodes, at: number) { value, number, _ in
      if !nodes[number].isFound { value.remove(nodes, at: number) }
    }
    let found = Set(nodes[number].children.lazy.filter { nodes[$0.number].isFound }.map(\.step))
    guard !found.isEmpty else { return }
    switch self {
    case .object(let object): self = .object(JSONObject(object.members.filter { !found.contains(.name($0.name)) }))
    case .array(let elements):
      self = .array(elements.indices.filter { !found.contains(.index($0)) }.map { elements[$0] })
    default: break
    }
  }

  /// Changes the children in a tree, in place.
  private mutating func change(
    _ nodes: NodeTree,
    at number: Int,
    _ body: (inout JSONValue, Int, JSONPathEvaluation.Step) -> Void
  ) {
    guard !nodes[number].children.isEmpty else { return }
    switch self {
    case .object(var object):
      self = .null
      for (step, child) in nodes[number].children {
        guard case .name(let name) = step, var value = object[name] else { continue }
        object[name] = .null
        body(&value, child, step)
        object[name] = value
      }
      self = .object(object)
    case .array(var elements):
      self = .null
      for (step, child) in nodes[number].children {
        guard case .index(let index) = step, elements.indices.contains(index) else { continue }
        body(&elements[index], child, step)
      }
      self = .array(elements)
    default: break
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
      guard var present = self[name] else {
        append(name, value)
        continue
      }
      self[name] = .null
      let value = name == JSONValue.ownExtension ? present.unabbreviated(beside: value) : value
      if !present.merge(value, isStrict: isStrict) { fits = false }
      self[name] = present
    }
    return fits
  }
}
