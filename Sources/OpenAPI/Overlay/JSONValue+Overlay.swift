import JSON

/// How an overlay changes a value.
extension JSONValue {
  /// Merges an update into the value (Overlay 1.0.0, 4.4.3.2): objects member by member, arrays by appending, anything
  /// else is replaced.
  mutating func merge(_ update: JSONValue) {
    switch (self, update) {
    case (.object(var object), .object(let update)):
      self = .null
      for (name, value) in update {
        if var present = object[name] {
          present.merge(value)
          object[name] = present
        } else {
          object.append(name, value)
        }
      }
      self = .object(object)
    case (.array(let elements), .array(let update)): self = .array(elements + update)
    default: self = update
    }
  }

  /// Merges an update into the value at the end of a path, to whose end, if it is an array, a single value is added.
  mutating func update(_ path: ArraySlice<JSONPathEvaluation.Step>, with update: JSONValue) {
    guard let step = path.first else {
      if case .array(let elements) = self, update.array == nil {
        self = .array(elements + [update])
      } else {
        merge(update)
      }
      return
    }
    change(step) { $0.update(path.dropFirst(), with: update) }
  }

  /// Removes the value at the end of a path that is not empty.
  mutating func remove(_ path: ArraySlice<JSONPathEvaluation.Step>) {
    guard let step = path.first else { return }
    guard path.count == 1 else { return change(step) { $0.remove(path.dropFirst()) } }
    switch (step, self) {
    case (.name(let name), .object(var object)):
      object[name] = nil
      self = .object(object)
    case (.index(let index), .array(var elements)) where elements.indices.contains(index):
      elements.remove(at: index)
      self = .array(elements)
    default: break
    }
  }

  private mutating func change(_ step: JSONPathEvaluation.Step, _ body: (inout JSONValue) -> Void) {
    switch (step, self) {
    case (.name(let name), .object(var object)):
      guard var value = object[name] else { return }
      body(&value)
      object[name] = value
      self = .object(object)
    case (.index(let index), .array(var elements)) where elements.indices.contains(index):
      body(&elements[index])
      self = .array(elements)
    default: break
    }
  }
}
