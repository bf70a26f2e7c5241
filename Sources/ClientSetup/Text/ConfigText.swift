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
    let bytes =
      switch format {
      case .json: try JSONCText(self.bytes).setting(path[...], to: value)
      case .toml: try TOMLText(self.bytes).setting(path, to: value)
      case .yaml: try YAMLConfig(self.bytes).setting(path, to: value)
      }
    return try verified(bytes) { $0 == before.setting(path[...], to: value) }
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
    return try verified(bytes) { $0.withoutEmptyObjects(on: parent) == expected }
  }

  /// Checks that an edit did exactly what it should: the file belongs to somebody else.
  private func verified(_ bytes: [UInt8], _ isExpected: (JSONValue) -> Bool) throws(EditFailure) -> ConfigText {
    let text = ConfigText(bytes, format: format)
    guard let value = try? text.value(), isExpected(value) else {
      throw EditFailure("the file is written in a way that cannot be changed safely; change it by hand")
    }
    return text
  }
}
