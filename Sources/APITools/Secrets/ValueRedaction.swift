import JSON

/// Takes secrets out of a JSON value, but for what the document itself says is none.
///
/// Kept are the names of declared properties and values that the schema lists at their place.
struct ValueRedaction {
  /// Takes secrets out of a text; perhaps leaves it as it is if all of it is a beginning or an end of one.
  typealias Scrubbing = (_ text: String, _ keepsParts: Bool) -> String

  private let scrub: Scrubbing
  private let isIdle: Bool
  /// Tells that a JSON text has nothing to be taken out, at one look.
  private let isClean: (_ json: String) -> Bool
  private let shape: DeclaredShape
  /// Where secrets stand, as a tree of the steps that lead to them.
  private var places = [Branch()]
  /// The text in the place of each; `nil` if they stay.
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

  /// Takes out what a function of the caller's takes out of a text.
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

  /// The value without the secrets; `nil` if none is in it.
  ///
  /// It recurses once for each level of nesting, which the parser bounds.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - text: The JSON text that it was parsed from, if that is known: one look at it may do.
  /// - Returns: The value without the secrets; `nil` if none is in it.
  func redacted(_ value: JSONValue, of text: String? = nil) -> JSONValue? {
    let hasPlaces = places.count > 1 || places[0].isSecret
    guard !isIdle || hasPlaces else { return nil }
    // Without escapes, which such a look refuses, every string and name stands in the text as it is.
    if !hasPlaces, let text, isClean(text) { return nil }
    var way = Way(places: DeclaredShape.Places(of: shape))
    return redacted(value, &way, step: 0)
  }

  /// The way to a value; what the document says of it is asked only where something would be taken out.
  private struct Way {
    var places: DeclaredShape.Places
    var path: [DeclaredShape.Step] = []

    mutating func place() -> DeclaredShape.Place { places.place(path) }
  }

  /// - Parameters:
  ///   - value: The value.
  ///   - way: The way to it.
  ///   - step: The same among the places of secrets; `nil` where none is below.
  /// - Returns: The value without the secrets; `nil` if none is in it.
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
