import JSON

/// The kinds of values in a schema's own examples, defaults and constants.
struct StatedValues: OptionSet {
  let rawValue: UInt8

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Texts and numbers, which are secret only if their schema is.
  static let leaves = Self(rawValue: 1 << 0)
  /// Objects and arrays, whose members may be secret by name.
  static let containers = Self(rawValue: 1 << 1)

  /// Examines a whole schema; a property with the name of one of those keywords counts too.
  init(in schema: JSONValue) {
    self = []
    var pending = [schema]
    while let value = pending.popLast() {
      switch value {
      case .array(let elements): pending += elements
      case .object(let object):
        for (keyword, value) in object {
          switch keyword {
          case "example", "default", "const": insert(kind(of: value))
          case "examples": for value in value.array ?? [value] { insert(kind(of: value)) }
          default: pending.append(value)
          }
        }
      default: break
      }
    }
  }

  private func kind(of value: JSONValue) -> Self {
    switch value {
    case .object(let object) where !object.members.isEmpty: .containers
    case .array(let elements) where !elements.isEmpty: .containers
    case .string(let text) where !text.isEmpty: .leaves
    case .number: .leaves
    default: []
    }
  }
}
