import JSON

extension JSONValue {
  /// The value in lines for people to read, members in their order.
  var pretty: String { Self.text(of: self, indent: "") + "\n" }

  /// Values here are made by this program, so that their depth is known.
  private static func text(of value: JSONValue, indent: String) -> String {
    let inner = indent + "  "
    switch value {
    case .array(let elements) where !elements.isEmpty:
      let lines = elements.map { inner + text(of: $0, indent: inner) }
      return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
    case .object(let object) where !object.isEmpty:
      let lines = object.map { "\(inner)\(JSONValue.string($0.name)): \(text(of: $0.value, indent: inner))" }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    default: return value.description
    }
  }
}
