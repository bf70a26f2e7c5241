import Configuration
import JSON

/// One place where settings come from: the command line, the environment, or the configuration file.
struct SettingSource {
  private let reader: ConfigReader
  private let origin: (Setting) -> SettingOrigin
  /// Whether lists of texts are one text with commas in it.
  private let hasCommas: Bool

  private init(_ reader: ConfigReader, hasCommas: Bool = false, origin: @escaping (Setting) -> SettingOrigin) {
    self.reader = reader
    self.hasCommas = hasCommas
    self.origin = origin
  }

  /// The options of the command line, several values for an option that may be repeated.
  static func options(_ values: [Setting: [String]]) -> SettingSource {
    SettingSource(ConfigReader(provider: InMemoryProvider(name: "options", settings: values))) {
      .option($0.option ?? $0.rawValue)
    }
  }

  /// The environment.
  ///
  /// A variable that is empty or still reads `${…}` is not set: clients leave such behind when they have nothing to
  /// put in. Lists of files are separated by colons, as in `PATH`, and lists of texts by commas.
  static func environment(_ variables: [String: String]) -> SettingSource {
    let provider = EnvironmentVariablesProvider(
      environmentVariables: variables.filter { !$0.value.isEmpty && !isPlaceholder($0.value) },
      secretsSpecifier: .specific([Setting.token.variable]),
      arraySeparator: ":"
    )
    return SettingSource(ConfigReader(provider: provider).scoped(to: ["nethesis", "mcp"]), hasCommas: true) {
      .variable($0.variable)
    }
  }

  static func file(_ file: ConfigFile) -> SettingSource {
    SettingSource(ConfigReader(provider: InMemoryProvider(name: file.path, settings: file.values))) {
      .file(path: file.path, JSONPointer([$0.rawValue]))
    }
  }

  /// The value of a setting; one that is there has to say something.
  func text(_ setting: Setting) throws(SettingsError) -> Sourced<String>? {
    guard let text = reader.string(forKey: [setting.rawValue], isSecret: setting == .token) else { return nil }
    let value = Sourced(text, origin(setting))
    guard !text.isEmpty else { throw value.error("this is empty") }
    return value
  }

  func texts(_ setting: Setting) throws(SettingsError) -> Sourced<[String]>? {
    let isSplitHere = hasCommas && setting.kind == .texts
    guard let texts = isSplitHere ? split(setting) : reader.stringArray(forKey: [setting.rawValue]) else { return nil }
    let value = Sourced(texts, origin(setting))
    guard !texts.contains("") else { throw value.error("one of these is empty") }
    return value
  }

  /// Where a setting is set here; `nil` if it is not.
  func place(of setting: Setting) -> SettingOrigin? {
    let key = ConfigKey([setting.rawValue])
    let isSet =
      setting.kind.isList && !(hasCommas && setting.kind == .texts)
      ? reader.stringArray(forKey: key) != nil : reader.string(forKey: key, isSecret: setting == .token) != nil
    return isSet ? origin(setting) : nil
  }

  private func split(_ setting: Setting) -> [String]? {
    reader.string(forKey: [setting.rawValue])?.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  static func isPlaceholder(_ text: String) -> Bool {
    guard let start = text.utf8.firstRange(of: "${".utf8) else { return false }
    return text.utf8[start.upperBound...].contains(UInt8(ascii: "}"))
  }
}

extension InMemoryProvider {
  fileprivate init(name: String, settings: [Setting: [String]]) {
    var values: [AbsoluteConfigKey: ConfigValue] = [:]
    for (setting, texts) in settings {
      let content: ConfigContent = setting.kind.isList ? .stringArray(texts) : .string(texts.last ?? "")
      values[[setting.rawValue]] = ConfigValue(content, isSecret: setting == .token)
    }
    self.init(name: name, values: values)
  }
}
