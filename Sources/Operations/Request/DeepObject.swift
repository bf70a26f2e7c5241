import JSON
import OpenAPI

/// Writes nested values as bracketed names (`deepObject`), at any depth: OpenAPI leaves nesting open (3.1.1, 4.8.12.4).
enum DeepObject {
  /// The names and texts of all leaves, not encoded; empty for empty arrays and objects.
  static func pairs(
    _ name: String,
    _ value: JSONValue,
    arrays: FieldExtension.Arrays
  ) -> [(name: String, text: String)] {
    var pairs: [(name: String, text: String)] = []
    var pending = [(name, value)]
    while let (name, value) = pending.popLast() {
      switch value {
      case .object(let object): pending += object.members.reversed().map { ("\(name)[\($0.name)]", $0.value) }
      case .array(let elements):
        pending += elements.enumerated().reversed().map { position, element in
          ("\(name)[\(arrays == .indices ? "\(position)" : "")]", element)
        }
      default: pairs.append((name, ParameterText.text(value)))
      }
    }
    return pairs
  }
}
