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
  static func environment(
    _ variables: [String: String],
    origin: @escaping (Setting) -> SettingOrigin = { .variable($0.variable) }
  ) -> SettingSource {
    let provider = EnvironmentVariablesProvider(
      environmentVariables: variables.filter { isSet($0.value) },
      secretsSpecifier: .specific([Setting.token.variable]),
      arraySeparator: ":"
    )
    return SettingSource(
      ConfigReader(provider: provider).scoped(to: ["nethesis", "mcp"]),
      hasCommas: true,
      origin: origin
    )
  }

  /// The variables for one of several documents.
  static func environment(_ variables: [String: String], for document: String) -> SettingSource {
    let prefix = Setting.variablePrefix(of: document)
    var own: [String: String] = [:]
    for (name, value) in variables where name.hasPrefix(prefix) {
      own[Setting.variablePrefix + name.dropFirst(prefix.count)] = value
    }
    return environment(own) { .variable($0.variable(of: document)) }
  }

  /// A part of the configuration file.
  static func file(_ path: String, _ values: [Setting: [String]], at pointer: JSONPointer) -> SettingSource {
    SettingSource(ConfigReader(provider: InMemoryProvider(name: path, settings: values))) {
      .file(path: path, pointer.appending($0.rawValue))
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

  /// Whether a variable says anything.
  static func isSet(_ text: String?) -> Bool { text.map { !$0.isEmpty && !isPlaceholder($0) } ?? false }

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
