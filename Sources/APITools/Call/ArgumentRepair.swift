import JSON
import JSONSchema

/// Reads arguments as they were meant: null for a field that is left out, which frameworks write, and JSON in a string
/// where their schema wants what the string holds, which models write.
struct ArgumentRepair {
  /// The arguments without such fields, and with such strings replaced by what they hold.
  private(set) var value: JSONValue
  /// Where strings were replaced.
  private(set) var places: [JSONPointer] = []
  /// Whether the schema accepts the value.
  private(set) var isAccepted = false

  /// How often the arguments are looked at anew, each time a level deeper or some strings further.
  private static let maximumRounds = 16
  /// How many failures are looked at in one round.
  private static let maximumFailures = 200
  /// How many times over a text may be JSON text.
  private static let maximumEncodings = 4
  /// The keywords that are said of strings alone: where one fails, a string is wanted, only another one.
  private static let ofStrings: Set<String> = ["minLength", "maxLength", "pattern", "format"]

  /// Repairs arguments that a schema does not accept, as far as that can be done.
  ///
  /// Where they are not accepted even then, objects and arrays are read from strings all the same: whoever searches the
  /// arguments for what is wrong or secret finds it in them.
  ///
  /// - Parameters:
  ///   - arguments: What was given.
  ///   - schema: What is wanted.
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

  /// The JSON value that a text holds; of a text in a text, only an object or an array.
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

  /// Replaces the value at a place that exists; nothing beside it is copied.
  fileprivate mutating func replace(_ tokens: ArraySlice<String>, with other: JSONValue) {
    guard let token = tokens.first else {
      self = other
      return
    }
    switch self {
    case .object(var object):
      // Nobody else has the members while one of them is changed.
      self = .null
      if tokens.count == 1 {
        object[token] = other
      } else if var member = object[token] {
        object[token] = .null
        member.replace(tokens.dropFirst(), with: other)
        object[token] = member
      }
      self = .object(object)
    case .array(var elements):
      self = .null
      if let index = Int(token), elements.indices.contains(index) {
        elements[index].replace(tokens.dropFirst(), with: other)
      }
      self = .array(elements)
    default: return
    }
  }
}
