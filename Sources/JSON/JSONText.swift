/// Indented JSON for people, with short arrays of plain values on one line.
package enum JSONText {
  /// The longest array that stays on one line.
  private static let width = 72
  /// The widest indentation: otherwise the text of a deep value would grow with the square of its depth.
  private static let maximumIndentation = 64

  /// The value as text of several lines, without a final line break.
  package static func indented(_ value: JSONValue) -> String {
    var text = ""
    write(value, indentation: "\n", into: &text)
    return text
  }

  private static func write(_ value: JSONValue, indentation: String, into text: inout String) {
    let inner = indentation.utf8.count < maximumIndentation ? indentation + "  " : indentation
    switch value {
    case .array(let elements) where !isShort(value):
      text += "["
      for (position, element) in elements.enumerated() {
        text += position == 0 ? inner : ",\(inner)"
        write(element, indentation: inner, into: &text)
      }
      text += "\(indentation)]"
    case .object(let object) where !object.isEmpty:
      text += "{"
      for (position, member) in object.members.enumerated() {
        text += position == 0 ? inner : ",\(inner)"
        text += "\(JSONValue.string(member.name)): "
        write(member.value, indentation: inner, into: &text)
      }
      text += "\(indentation)}"
    case .array(let elements): text += "[\(elements.map(\.description).joined(separator: ", "))]"
    default: text += value.description
    }
  }

  /// Whether an array is short and has only plain values.
  private static func isShort(_ value: JSONValue) -> Bool {
    guard let elements = value.array, elements.allSatisfy({ $0.array == nil && $0.object == nil }) else { return false }
    return elements.reduce(0) { $0 + $1.description.utf8.count + 2 } <= width
  }
}
