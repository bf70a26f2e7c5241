import JSON

/// A parameter's value as the texts that its style joins (OpenAPI 3.1.1, 4.8.12.4).
enum ParameterText {
  case primitive(String)
  case array([String])
  case object([(name: String, text: String)])

  /// What is inside arrays and objects is a primitive, or else written as JSON: no style says how.
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

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .null: ""
    default: value.description
    }
  }

  /// The texts as one list, the names of members before their values.
  func joined(by separator: String, pairing: String? = nil, _ encode: (String) -> String) -> String {
    switch self {
    case .primitive(let text): encode(text)
    case .array(let elements): elements.map(encode).joined(separator: separator)
    case .object(let members):
      members.map { encode($0.name) + (pairing ?? separator) + encode($0.text) }.joined(separator: separator)
    }
  }
}
