import JSON
import Redaction

/// Redacts secrets in a JSON value, except for texts that the document itself states.
///
/// The names of declared properties stay, and values that the schema lists at their position.
struct ValueRedaction {
  /// Redacts secrets in a text; with `keepsParts`, a text that as a whole is the beginning or the end of one stays.
  typealias Scrubbing = (_ text: String, _ keepsParts: Bool) -> String

  private let scrub: Scrubbing
  private let isIdle: Bool
  /// Returns whether a single pass shows that a JSON text has nothing to redact.
  private let isClean: (_ json: String) -> Bool
  private let shape: DeclaredShape
  /// The positions of secrets, as a tree of steps.
  private var places = [Branch()]
  /// The text in place of a secret at those positions; `nil` if they are not masked.
  private let marker: String?

  private struct Branch {
    var next: [String: Int] = [:]
    var isSecret = false
  }

  init(_ scrubber: Scrubber, _ shape: DeclaredShape, secrets: [JSONPointer] = [], marker: String? = nil) {
    scrub = { scrubber.scrub($0, keepsParts: $1) }
    isIdle = scrubber.isEmpty
    isClean = scrubber.isClean
    self.shape = shape
    self.marker = marker
    if marker != nil { for place in secrets { add(place) } }
  }

  /// Redacts texts by a function.
  init(_ shape: DeclaredShape, by scrub: @escaping Scrubbing) {
    self.scrub = scrub
    isIdle = false
    isClean = { _ in false }
    self.shape = shape
    marker = nil
  }

  private mutating func add(_ pointer: JSONPointer) {
    var index = 0
    for token in pointer.tokens {
      if let next = places[index].next[token] {
        index = next
      } else {
        places.append(Branch())
        places[index].next[token] = places.count - 1
        index = places.count - 1
      }
    }
    places[index].isSecret = true
  }

  /// The value without the secrets; `nil` if it contains none.
  ///
  /// It recurses once for each level of nesting, which the parser limits.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - text: The JSON text of the value, if it is known: a single pass over it may suffice.
  /// - Returns: The value without the secrets; `nil` if it contains none.
  func redacted(_ value: JSONValue, of text: String? = nil) -> JSONValue? {
    let hasPlaces = places.count > 1 || places[0].isSecret
    guard !isIdle || hasPlaces else { return nil }
    // A text that passes has no escapes, so it contains every string and name of the value unchanged.
    if !hasPlaces, let text, isClean(text) { return nil }
    var way = Way(places: DeclaredShape.Places(of: shape))
    return redacted(value, &way, step: 0)
  }

  /// The path to a value; its declared shape is looked up only if something would be redacted.
  private struct Way {
    var places: DeclaredShape.Places
    var path: [DeclaredShape.Step] = []

    mutating func place() -> DeclaredShape.Place { places.place(path) }
  }

  /// - Parameters:
  ///   - value: The value.
  ///   - way: The path to the value.
  ///   - step: The value's branch in the tree of secret positions; `nil` if no such position is at or below the value.
  /// - Returns: The value without the secrets; `nil` if it contains none.
  private func redacted(_ value: JSONValue, _ way: inout Way, step: Int?) -> JSONValue? {
    if let step, places[step].isSecret, let marker, !value.isContainer { return .string(marker) }
    switch value {
    case .string(let text): return scrubbed(text, &way).map(JSONValue.string)
    case .number(let number): return scrubbed(number.text, &way).map(JSONValue.string)
    case .bool, .null: return nil
    case .array(let elements):
      var changed: [JSONValue]?
      for (index, element) in elements.enumerated() {
        way.path.append(.element(index))
        if let new = redacted(element, &way, step: next("\(index)", step)) {
          changed = changed ?? elements
          changed?[index] = new
        }
        way.path.removeLast()
      }
      return changed.map(JSONValue.array)
    case .object(let object):
      var changed: [JSONObject.Member]?
      for (index, member) in object.members.enumerated() {
        way.path.append(.member(member.name))
        let name = scrub(member.name, false)
        if name != member.name, !way.place().isDeclared {
          changed = changed ?? object.members
          changed?[index].name = name
        }
        if let new = redacted(member.value, &way, step: next(member.name, step)) {
          changed = changed ?? object.members
          changed?[index].value = new
        }
        way.path.removeLast()
      }
      return changed.map { .object(JSONObject($0)) }
    }
  }

  private func next(_ token: @autoclosure () -> String, _ step: Int?) -> Int? {
    guard let step, !places[step].next.isEmpty else { return nil }
    return places[step].next[token()]
  }

  private func scrubbed(_ text: String, _ way: inout Way) -> String? {
    guard scrub(text, false) != text else { return nil }
    let place = way.place()
    guard !shape.lists(text, at: place) else { return nil }
    let scrubbed = scrub(text, place.isDeclared)
    return scrubbed == text ? nil : scrubbed
  }
}

extension JSONValue {
  fileprivate var isContainer: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }
}
