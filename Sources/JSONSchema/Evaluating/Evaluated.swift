import JSON

/// The members or elements of a value that a schema's keywords have evaluated, for `unevaluatedProperties` and
/// `unevaluatedItems` (core 11).
struct Evaluated {
  /// One flag for each member of an object, or each element of an array.
  private(set) var flags: [Bool]

  init(of value: JSONValue) {
    let count =
      switch value {
      case .array(let elements): elements.count
      case .object(let object): object.count
      default: 0
      }
    flags = [Bool](repeating: false, count: count)
  }

  subscript(position: Int) -> Bool {
    get { flags[position] }
    set { flags[position] = newValue }
  }

  mutating func insert(_ range: Range<Int>) {
    for position in range { flags[position] = true }
  }

  mutating func insertAll() { insert(0..<flags.count) }

  /// Adds the members or elements that another schema has evaluated in the same value.
  mutating func formUnion(_ other: Evaluated) {
    for position in flags.indices where other.flags[position] { flags[position] = true }
  }
}
