import JSON
import JSONSchema

/// Reads arguments that are JSON in a string, where their schema wants what the string holds: models write that.
enum ArgumentRepair {
  /// How deep strings of JSON in strings of JSON are followed.
  private static let maximumRounds = 4

  /// The arguments with such strings replaced by what they hold, and where that was.
  ///
  /// - Parameters:
  ///   - arguments: What was given.
  ///   - schema: What is wanted.
  ///   - removingNulls: Whether null stands for a field that is left out, where null itself is not wanted.
  /// - Returns: Arguments that the schema accepts; `nil` if there are none to be had in this way.
  static func repaired(
    _ arguments: JSONValue,
    by schema: Schema,
    removingNulls: Bool = false
  ) -> (value: JSONValue, places: [JSONPointer])? {
    var value = arguments
    var places: [JSONPointer] = []
    for _ in 0..<maximumRounds {
      var hasChanged = false
      for failure in schema.failures(value) where !failure.location.tokens.isEmpty {
        let given = value[failure.location]
        if removingNulls, given?.isNull == true {
          value = value.replacing(failure.location.tokens[...], with: nil)
        } else if let held = given?.string.flatMap(held) {
          value = value.replacing(failure.location.tokens[...], with: held)
        } else {
          continue
        }
        places.append(failure.location)
        hasChanged = true
      }
      guard hasChanged else { return nil }
      if schema.accepts(value) { return (value, places) }
    }
    return nil
  }

  /// What a text is as JSON, unless that is a text again.
  private static func held(by text: String) -> JSONValue? {
    guard let value = try? JSONParser.parse(Array(text.utf8)), value.string == nil else { return nil }
    return value
  }
}

extension JSONValue {
  /// The same value with another one, or none, at a place that exists.
  fileprivate func replacing(_ tokens: ArraySlice<String>, with other: JSONValue?) -> JSONValue {
    guard let token = tokens.first else { return other ?? self }
    switch self {
    case .object(var object):
      object[token] = tokens.count == 1 ? other : object[token]?.replacing(tokens.dropFirst(), with: other)
      return .object(object)
    case .array(var elements):
      guard let index = Int(token), elements.indices.contains(index) else { return self }
      elements[index] = elements[index].replacing(tokens.dropFirst(), with: other)
      return .array(elements)
    default: return self
    }
  }
}
