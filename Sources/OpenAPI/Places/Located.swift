import JSON

/// A value of a document, with its position.
struct Located {
  let value: JSONValue
  let place: Place

  init(value: JSONValue, place: Place) {
    self.value = value
    self.place = place
  }

  /// The root of the only document.
  init(root: JSONValue) { self.init(value: root, place: Place(file: 0)) }

  var location: JSONPointer { place.pointer }

  subscript(name: String) -> Located? {
    value[name].map { Located(value: $0, place: place.appending(name)) }
  }

  /// The members of an object; empty for any other value.
  var members: [(name: String, part: Located)] {
    (value.object ?? [:]).members.map { ($0.name, Located(value: $0.value, place: place.appending($0.name))) }
  }

  /// The elements of an array; empty for any other value.
  var elements: [Located] {
    (value.array ?? []).enumerated().map { Located(value: $1, place: place.appending($0)) }
  }

  /// The text of a member, without white space at its end.
  ///
  /// A number is returned as written: YAML reads `version: 1.0` as one.
  func text(_ name: String) -> String? {
    switch value[name] {
    case .string(let text): Self.trimmed(text)
    case .number(let number): number.text
    default: nil
    }
  }

  /// Whether the member is `true`.
  func flag(_ name: String) -> Bool { value[name] == true }

  /// The texts in an array; other elements are left out.
  func texts(_ name: String) -> [String] { (value[name]?.array ?? []).compactMap(\.string) }

  private static func trimmed(_ text: String) -> String {
    var end = text.endIndex
    while end > text.startIndex, text[text.index(before: end)].isWhitespace { end = text.index(before: end) }
    return String(text[..<end])
  }
}

/// The reason why a part of a document is unusable, with its position.
struct UnusablePart: Error {
  /// The fault, with advice.
  var message: String
  var place: Place

  init(_ message: String, at place: Place) {
    self.message = message
    self.place = place
  }
}
