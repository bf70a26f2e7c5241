package import JSON

/// Writes whole numbers without a fraction or exponent.
///
/// In JSON Schema, `30.0` and `3e1` are integers; many backends accept only `30`.
package enum IntegerForm {
  /// The value with its whole numbers in integer notation; `nil` if they already are.
  package static func rewritten(_ value: JSONValue) -> JSONValue? {
    switch value {
    case .number(let number):
      guard !number.text.utf8.allSatisfy(isOfInteger), let whole = number.int else { return nil }
      return .number(JSONNumber(whole))
    case .array(var elements):
      var isChanged = false
      for (index, element) in elements.enumerated() {
        guard let rewritten = rewritten(element) else { continue }
        elements[index] = rewritten
        isChanged = true
      }
      return isChanged ? .array(elements) : nil
    case .object(var object):
      var isChanged = false
      for (name, member) in object {
        guard let rewritten = rewritten(member) else { continue }
        object[name] = rewritten
        isChanged = true
      }
      return isChanged ? .object(object) : nil
    case .null, .bool, .string: return nil
    }
  }

  private static func isOfInteger(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "-")
  }
}
