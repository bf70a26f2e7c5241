import JSON

/// The value of a parameter as the texts that its style joins (OpenAPI 3.1.1, 4.8.12.4).
enum ParameterText {
  case primitive(String)
  case array([String])
  case object([(name: String, text: String)])

  /// Reads a value whose nested arrays are joined by separators of their own.
  init(_ value: JSONValue, innerSeparators: [String]) {
    self.init(innerSeparators.isEmpty ? value : Self.joined(value, innerSeparators[...], isOuter: true))
  }

  private static func joined(_ value: JSONValue, _ separators: ArraySlice<String>, isOuter: Bool) -> JSONValue {
    guard let elements = value.array, let separator = separators.first else { return value }
    let inner = elements.map { joined($0, isOuter ? separators : separators.dropFirst(), isOuter: false) }
    return isOuter ? .array(inner) : .string(inner.map(text).joined(separator: separator))
  }

  /// Reads a value; arrays and objects inside arrays and objects become JSON, since no style covers them.
  init(_ value: JSONValue) {
    switch value {
    case .array(let elements): self = .array(elements.map(Self.text))
    case .object(let object): self = .object(object.members.map { ($0.name, Self.text($0.value)) })
    default: self = .primitive(Self.text(value))
    }
  }

  /// Whether there is nothing to write: RFC 6570 section 2.3 counts an empty list as undefined.
  var isEmpty: Bool {
    switch self {
    case .primitive: false
    case .array(let elements): elements.isEmpty
    case .object(let members): members.isEmpty
    }
  }

  static func text(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .null: ""
    default: value.description
    }
  }

  /// Joins the texts to one list, with the names of members before their values.
  func joined(by separator: String, pairing: String? = nil, _ encode: (String) -> String) -> String {
    switch self {
    case .primitive(let text): encode(text)
    case .array(let elements): elements.map(encode).joined(separator: separator)
    case .object(let members):
      members.map { encode($0.name) + (pairing ?? separator) + encode($0.text) }.joined(separator: separator)
    }
  }
}
