import JSON
import ProcessEnvironment

/// A source of settings: the command line, the environment, or the configuration file.
package struct SettingSource {
  /// The values of a setting as text, one for a setting that is no list; `nil` if it is not set here.
  private let values: (Setting) -> [String]?
  private let origin: (Setting) -> SettingOrigin

  /// The options of the command line; repeated options have several values.
  static func options(_ values: [Setting: [String]]) -> SettingSource {
    SettingSource(values: { values[$0] }) { .option($0.option ?? $0.rawValue) }
  }

  /// The environment.
  ///
  /// A variable that is empty or contains `${…}` is not set: clients leave such values when they have nothing to fill
  /// in. Lists of files are separated by colons, as in `PATH`, and lists of texts by commas.
  static func environment(_ variables: [String: String]) -> SettingSource {
    environment(variables, named: \.variable)
  }

  /// The variables for one of several documents.
  static func environment(_ variables: [String: String], for document: String) -> SettingSource {
    environment(variables) { $0.variable(of: document) }
  }

  private static func environment(
    _ variables: [String: String],
    named name: @escaping (Setting) -> String
  ) -> SettingSource {
    SettingSource {
      guard let text = variables[name($0)], isSet(text) else { return nil }
      return switch $0.kind {
      case .texts: text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      case .paths: text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      case .text, .path, .pathOrURL, .number, .flag: [text]
      }
    } origin: {
      .variable(name($0))
    }
  }

  /// A section of the configuration file.
  static func file(_ path: String, _ values: [Setting: [String]], at pointer: JSONPointer) -> SettingSource {
    SettingSource(values: { values[$0] }) { .file(path: path, pointer.appending($0.rawValue)) }
  }

  /// The value of a setting, the last one if it was repeated; an empty value is an error.
  func text(_ setting: Setting) throws(SettingsError) -> Sourced<String>? {
    guard let values = values(setting) else { return nil }
    let text = values.last ?? ""
    let value = Sourced(setting.kind.isPath ? HomePath.expanded(text) : text, origin(setting))
    guard !value.value.isEmpty else { throw value.error("this is empty") }
    return value
  }

  /// The values of a list setting; an empty one is an error.
  func texts(_ setting: Setting) throws(SettingsError) -> Sourced<[String]>? {
    guard let texts = values(setting) else { return nil }
    let value = Sourced(setting.kind.isPath ? texts.map { HomePath.expanded($0) } : texts, origin(setting))
    guard !texts.contains("") else { throw value.error("one of these is empty") }
    return value
  }

  /// The place where a setting is set in this source; `nil` if it is not.
  func place(of setting: Setting) -> SettingOrigin? { values(setting) == nil ? nil : origin(setting) }

  /// Whether a variable has a value.
  package static func isSet(_ text: String?) -> Bool { text.map { !$0.isEmpty && !isPlaceholder($0) } ?? false }

  /// Whether a text has a variable that was to be replaced, such as `${TOKEN}`.
  package static func isPlaceholder(_ text: String) -> Bool {
    // By hand: looking for two bytes in a token of thousands is to cost next to nothing.
    guard let end = text.utf8.lastIndex(of: UInt8(ascii: "}")) else { return false }
    var last: UInt8 = 0
    for byte in text.utf8[..<end] {
      if last == UInt8(ascii: "$"), byte == UInt8(ascii: "{") { return true }
      last = byte
    }
    return false
  }
}
