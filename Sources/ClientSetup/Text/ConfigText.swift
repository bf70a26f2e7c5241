package import JSON

/// The text of a configuration file; an edit changes one place and keeps every other byte.
package struct ConfigText: Sendable, Hashable {
  /// The largest file that is read, in bytes.
  package static let maximumSize = 16 << 20

  package let format: ConfigFormat
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8], format: ConfigFormat) { (self.bytes, self.format) = (bytes, format) }

  /// The value of the whole text; an empty text is an empty object.
  ///
  /// - Throws: ``EditFailure``, with the line, if the text is broken.
  package func value() throws(EditFailure) -> JSONValue {
    guard bytes.count <= Self.maximumSize else { throw EditFailure("the file is larger than 16 MiB") }
    switch format {
    case .json: return try JSONCText(bytes).value
    case .toml: return try TOMLText(bytes).value
    case .yaml: return try YAMLConfig(bytes).value
    }
  }

  /// The text with a value at a path of names; missing objects on the way are made.
  ///
  /// - Throws: ``EditFailure`` if the text is broken, or if something else than an object stands on the way.
  package func setting(_ path: [String], to value: JSONValue) throws(EditFailure) -> ConfigText {
    let before = try self.value()
    if before.value(at: path) == value { return self }
    let expected = before.setting(path[...], to: value)
    switch format {
    case .json: return try verified(JSONCText(bytes).setting(path[...], to: value), expected)
    case .toml: return try verified(TOMLText(bytes).setting(path, to: value), expected)
    case .yaml:
      let yaml = try YAMLConfig(bytes)
      let last = try yaml.setting(path, to: value)
      do throws(EditFailure) { return try verified(last, expected) } catch {
        // Lines after a text block or the end of the document would belong to those.
        guard let first = try? yaml.setting(path, to: value, isFirst: true),
          let text = try? verified(first, expected)
        else { throw error }
        return text
      }
    }
  }

  /// The text without the value at a path; the same text if there is none.
  ///
  /// - Throws: ``EditFailure`` if the text is broken.
  package func removing(_ path: [String]) throws(EditFailure) -> ConfigText {
    let before = try value()
    guard before.value(at: path) != nil else { return self }
    let bytes =
      switch format {
      case .json: try JSONCText(self.bytes).removing(path[...])
      case .toml: try TOMLText(self.bytes).removing(path)
      case .yaml: try YAMLConfig(self.bytes).removing(path)
      }
    // Notations differ in whether the emptied objects around it are still there.
    let parent = Array(path.dropLast())
    let expected = before.removing(path[...]).withoutEmptyObjects(on: parent)
    return try verified(bytes, expected) { $0.withoutEmptyObjects(on: parent) }
  }

  /// Checks that an edit did exactly what it should: the file belongs to somebody else.
  ///
  /// - Throws: ``EditFailure`` with the line whose meaning the edit would change, or with that of the edit.
  private func verified(
    _ bytes: [UInt8],
    _ expected: JSONValue,
    _ tidied: (JSONValue) -> JSONValue = { $0 }
  ) throws(EditFailure) -> ConfigText {
    let text = ConfigText(bytes, format: format)
    let value = (try? text.value()).map(tidied)
    guard value != expected else { return text }
    let other = value.flatMap { format == .yaml ? $0.firstDifference(from: expected) : nil }
    let line = other.flatMap { path in try? YAMLConfig(self.bytes).line(of: path) }
    let edit = TextChange(from: self.bytes, to: bytes).offset
    throw EditFailure(
      "this is written in a way that cannot be changed safely; change it by hand",
      line: line ?? LineStyle.line(of: min(edit, max(0, self.bytes.count - 1)), in: self.bytes)
    )
  }
}
