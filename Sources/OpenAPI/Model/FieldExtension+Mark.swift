import JSON

extension FieldExtension {
  /// Reads from the `x-mcp` of a field whether its value is secret; `nil` if it does not say.
  ///
  /// A mark that is unclear, `{"secret": "true"}` or `{"sercet": true}`, counts as one: a wrong guess hides a value,
  /// and the opposite one would hand a secret to a model. Lint reports it.
  static func isSecret(_ said: JSONValue?) -> Bool? {
    switch said {
    case .object(let members)?:
      if let mark = members["secret"], !mark.isNull { return mark.bool ?? true }
      let isMisspelled = members.contains { $0.value != false && !$0.value.isNull && isMisspelledMark($0.name) }
      return isMisspelled ? true : nil
    case .string(let text)?: return isMisspelledMark(text) || text == "secret" ? true : nil
    default: return nil
    }
  }

  /// Whether a name is probably meant to be `secret`.
  static func isMisspelledMark(_ name: String) -> Bool {
    // A name of another length is another word; most schemas have no such member at all.
    guard name != "secret", 4...10 ~= name.utf8.count, !DocumentReader.fieldMembers.contains(name) else { return false }
    return ["secret", "sensitive"].nearest(to: name) != nil
  }
}
