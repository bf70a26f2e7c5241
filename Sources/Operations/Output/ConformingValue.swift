import JSON
import JSONSchema

/// Makes a value valid by leaving out the parts that a schema rejects.
enum ConformingValue {
  /// The value without the members that fail validation; `[:]` if leaving members out does not make it valid.
  static func make(of value: JSONValue, by schema: Schema) -> JSONValue {
    if schema.accepts(value) { return value }
    var value = value
    // Failures are limited in number, so it may take several rounds.
    for _ in 0..<16 {
      let failures = schema.failures(value)
      guard !failures.isEmpty else { return value }
      var changed = false
      // Later elements first: removing an element moves those behind it.
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

  /// The value without the part at a position; `nil` if the position is the root or is not in the value.
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
