// These are never inlined. An optimizer that sees the `null` overwritten leaves it out, and one that sees the parts of a
// value copied keeps the whole: either way the value is still held, and a change copies all members or elements.

extension JSONValue {
  /// Moves the object out and leaves `null`, so that its members can be changed in place; `nil` if this is none.
  @inline(never)
  package mutating func takeObject() -> JSONObject? {
    guard case .object(let object) = self else { return nil }
    self = .null
    return object
  }

  /// Moves the array out and leaves `null`, so that its elements can be changed in place; `nil` if this is none.
  @inline(never)
  package mutating func takeArray() -> [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    self = .null
    return elements
  }
}

extension JSONObject {
  /// Moves the value of the last member of that name out and leaves `null` there; `nil` if there is none.
  @inline(never)
  package mutating func take(_ name: String) -> JSONValue? {
    guard let value = self[name] else { return nil }
    self[name] = .null
    return value
  }
}
