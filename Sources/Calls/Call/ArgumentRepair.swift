import JSON
import JSONSchema

/// Repairs arguments in the ways in which frameworks and models often misspell them.
///
/// Frameworks write null for a missing field: it is removed. Models write JSON in a string: it is parsed if the schema
/// requires its value.
struct ArgumentRepair {
  /// The arguments without such nulls, and with such strings replaced by their values.
  private(set) var value: JSONValue
  /// The positions of replaced strings.
  private(set) var places: [JSONPointer] = []
  /// Whether the schema accepts the value.
  private(set) var isAccepted = false

  /// The number of rounds, each of which reaches a deeper level or further strings.
  private static let maximumRounds = 16
  /// The most failures examined in one round.
  private static let maximumFailures = 200
  /// The most levels of JSON text in JSON text.
  private static let maximumEncodings = 4
  /// The keywords for strings only: if one of them fails, another string is wanted.
  private static let ofStrings: Set<String> = ["minLength", "maxLength", "pattern", "format"]

  /// Repairs arguments that a schema does not accept, as far as possible.
  ///
  /// Even if they stay unaccepted, objects and arrays are parsed from strings, so that a search for faults or secrets
  /// finds those inside.
  ///
  /// - Parameters:
  ///   - arguments: The given arguments.
  ///   - schema: Their schema.
  init(_ arguments: JSONValue, by schema: Schema) {
    value = schema.leavingOutNulls(arguments) ?? arguments
    run(schema, readingScalars: false)
    guard !isAccepted else { return }
    var further = self
    further.run(schema, readingScalars: true)
    if further.isAccepted { self = further }
  }

  private mutating func run(_ schema: Schema, readingScalars: Bool) {
    for _ in 0..<Self.maximumRounds {
      let failures = schema.failures(value, atMost: Self.maximumFailures)
      isAccepted = failures.isEmpty
      var hasChanged = false
      for failure in failures where !failure.location.tokens.isEmpty && !Self.ofStrings.contains(failure.keyword) {
        guard let given = failure.given, value[failure.location] == given, let text = given.string,
          let held = Self.held(by: text), readingScalars || held.isContainer
        else { continue }
        value.replace(failure.location.tokens[...], with: held)
        places.append(failure.location)
        hasChanged = true
      }
      guard hasChanged else { return }
      value = schema.leavingOutNulls(value) ?? value
    }
    isAccepted = schema.accepts(value)
  }

  /// The JSON value in a text; for text in text, only an object or array.
  private static func held(by text: String) -> JSONValue? {
    guard var value = try? JSONParser.parse(Array(text.utf8)) else { return nil }
    guard value.string != nil else { return value }
    for _ in 1..<maximumEncodings {
      guard let text = value.string, let held = try? JSONParser.parse(Array(text.utf8)) else { return nil }
      if held.isContainer { return held }
      value = held
    }
    return nil
  }
}

extension JSONValue {
  fileprivate var isContainer: Bool { object != nil || array != nil }

  /// Replaces the value at an existing position, without copying anything else.
  fileprivate mutating func replace(_ tokens: ArraySlice<String>, with other: JSONValue) {
    guard let token = tokens.first else {
      self = other
      return
    }
    if var object = takeObject() {
      if tokens.count == 1 {
        object[token] = other
      } else if var member = object.take(token) {
        member.replace(tokens.dropFirst(), with: other)
        object[token] = member
      }
      self = .object(object)
    } else if var elements = takeArray() {
      if let index = Int(token), elements.indices.contains(index) {
        elements[index].replace(tokens.dropFirst(), with: other)
      }
      self = .array(elements)
    }
  }
}
