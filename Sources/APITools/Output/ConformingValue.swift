import JSON
import JSONSchema

/// Leaves out of a value what a schema does not allow.
enum ConformingValue {
  /// The value without the members that fail; `[:]` if it cannot be mended that way.
  static func make(of value: JSONValue, by schema: Schema) -> JSONValue {
    if schema.accepts(value) { return value }
    var value = value
    // Failures are bounded in number, so it may take several rounds.
    for _ in 0..<16 {
      let failures = schema.failures(value)
      guard !failures.isEmpty else { return value }
      var changed = false
      // Later elements first: what is left out of an array moves those behind it.
      for location in Set(failures.map(\.location)).sorted(by: { $1.tokens.lexicographicallyPrecedes($0.tokens) }) {
        if let next = removing(location.tokens[...], from: value) {
          value = next
          changed = true
        }
      }
      guard changed else { break }
    }
    return schema.accepts(value) ? value : [:]
  }

  /// The value without what is at a place; `nil` if that is the root or nothing.
  private static func removing(_ place: ArraySlice<String>, from value: JSONValue) -> JSONValue? {
    guard let token = place.first else { return nil }
    let rest = place.dropFirst()
    switch value {
    case .object(var object):
      guard let member = object[token] else { return nil }
      if rest.isEmpty { object[token] = nil } else { object[token] = removing(rest, from: member) ?? member }
      return .object(object)
    case .array(var elements):
      guard let index = Int(token), elements.indices.contains(index) else { return nil }
      if rest.isEmpty {
        elements[index] = .null
      } else {
        elements[index] = removing(rest, from: elements[index]) ?? elements[index]
      }
      return .array(elements)
    default: return nil
    }
  }
}
