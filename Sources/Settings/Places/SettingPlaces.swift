import JSON
import OpenAPI

/// The values from each source, separated by document if there are several.
///
/// Options use `NAME=value`, variables `NETHESIS_MCP_NAME__…`, and the file `documents`.
struct SettingPlaces {
  let options: [Setting: [String]]
  let environment: [String: String]
  let file: ConfigFile?

  /// The names of the documents, from the source with the highest precedence that names any; empty for a single
  /// document.
  ///
  /// - Throws: The fault of a name, or a value for no document or an unknown one.
  func documentNames() throws(SettingsError) -> [String] {
    let names = try namesOfFirstPlace()
    guard !names.isEmpty else { return [] }
    try checkOptions(names)
    try checkEnvironment(names)
    try checkFile()
    return names
  }

  /// The sources without the values for single documents.
  var general: [SettingSource] {
    let variables = Set(Setting.allCases.filter { $0.reach == .document }.map(\.variable))
    var sources: [SettingSource] = [
      .options(options.filter { $0.key.reach != .document }),
      .environment(environment.filter { !variables.contains($0.key) }),
    ]
    if let file { sources.append(.file(file.path, file.general.values(besides: .document), at: file.general.pointer)) }
    return sources
  }

  /// The sources for a document: its own values take precedence over general ones, but only within a source.
  func sources(for name: String) -> SettingSources {
    var own: [SettingSource] = [.options(options(for: name)), .environment(environment, for: name)]
    if let file {
      let section = file.documents.first { $0.name == name }?.section ?? ConfigFile.Section()
      own.append(.file(file.path, section.values, at: section.pointer))
    }
    return SettingSources(all: zip(own, general).flatMap { [$0, $1] })
  }

  private func options(for name: String) -> [Setting: [String]] {
    var values: [Setting: [String]] = [:]
    for (setting, texts) in options where setting.reach == .document {
      let own = texts.compactMap(DocumentName.split).filter { $0.name == name }.map(\.value)
      if !own.isEmpty { values[setting] = own }
    }
    return values
  }
}

extension SettingPlaces {
  private func namesOfFirstPlace() throws(SettingsError) -> [String] {
    if let names = try optionNames() { return names }
    if let names = try environmentNames() { return names }
    return try fileNames()
  }

  private func optionNames() throws(SettingsError) -> [String]? {
    guard let texts = options[.spec], !texts.isEmpty else { return nil }
    let names = texts.compactMap { DocumentName.split($0)?.name }
    guard !names.isEmpty || texts.count > 1 else { return [] }
    guard names.count == texts.count else {
      throw SettingsError(.option("--spec"), "of several documents each has a name: --spec NAME=FILE")
    }
    return try checked(names, .option("--spec"))
  }

  private func environmentNames() throws(SettingsError) -> [String]? {
    let names = Self.variableNames(environment)
    let single = Setting.spec.variable
    guard !names.isEmpty else { return SettingSource.isSet(environment[single]) ? [] : nil }
    let origin = SettingOrigin.variable(Setting.spec.variable(of: names[0]))
    guard !SettingSource.isSet(environment[single]) else {
      throw SettingsError(origin, "this cannot be combined with \(single): of several documents each has a name")
    }
    return try checked(names, origin)
  }

  private func fileNames() throws(SettingsError) -> [String] {
    guard let file, !file.documents.isEmpty else { return [] }
    guard file.general.values[.spec] == nil else {
      throw SettingsError(.file(path: file.path, JSONPointer(["spec"])), Self.fileAdvice)
    }
    return try checked(file.documents.map(\.name), .file(path: file.path, JSONPointer(["documents"])))
  }

  private func checked(_ names: [String], _ origin: SettingOrigin) throws(SettingsError) -> [String] {
    if let problem = DocumentName.problem(with: names) { throw SettingsError(origin, problem) }
    return names
  }

  /// The documents named by variables, in alphabetical order.
  private static func variableNames(_ environment: [String: String]) -> [String] {
    let (start, end) = (Setting.variablePrefix, Setting.spec.variable(of: "").dropFirst(Setting.variablePrefix.count))
    return environment.filter { $0.key.hasPrefix(start) && $0.key.hasSuffix(end) && SettingSource.isSet($0.value) }.keys
      .map { $0.dropFirst(start.count).dropLast(end.count).lowercased() }.sorted()
  }

  private static let fileAdvice = "with several documents this belongs to one of them: into \"documents\", \"NAME\""

  private func checkOptions(_ names: [String]) throws(SettingsError) {
    for setting in Setting.allCases where setting.reach == .document && setting != .spec {
      for text in options[setting] ?? [] {
        let origin = SettingOrigin.option(setting.option ?? setting.rawValue)
        guard setting != .sandbox else {
          throw SettingsError(origin, "there are several documents; say for which: --backend NAME=sandbox")
        }
        guard let name = DocumentName.split(text)?.name else {
          throw SettingsError(origin, "there are several documents; say for which this is: \(DocumentName.form)")
        }
        guard names.contains(name) else {
          let known = names.joined(separator: ", ")
          throw SettingsError(origin, "there is no document \(name.debugDescription); there are \(known)")
        }
      }
    }
  }

  private func checkEnvironment(_ names: [String]) throws(SettingsError) {
    let prefixes = names.map { Setting.variablePrefix(of: $0) }
    for (variable, value) in environment.sorted(by: { $0.key < $1.key }) where SettingSource.isSet(value) {
      if let prefix = prefixes.first(where: variable.hasPrefix) {
        try Self.checkKnown(variable, behind: prefix)
        continue
      }
      let isOne = Setting.allCases.contains { $0.reach == .document && $0 != .spec && $0.variable == variable }
      guard isOne || variable.hasPrefix(Settings.credentialPrefix) else { continue }
      let rest = variable.dropFirst(Setting.variablePrefix.count)
      throw SettingsError(
        .variable(variable),
        "there are several documents; say for which this is: \(Setting.variablePrefix)NAME__\(rest)"
      )
    }
  }

  private static func checkKnown(_ variable: String, behind prefix: String) throws(SettingsError) {
    let known = Setting.allCases.filter { $0.reach != .program }
      .map { prefix + $0.variable.dropFirst(Setting.variablePrefix.count) }
    guard !known.contains(variable), !variable.hasPrefix(prefix + "CREDENTIAL_") else { return }
    let general = Setting.variablePrefix + variable.dropFirst(prefix.count)
    guard !Setting.allCases.contains(where: { $0.variable == general }) else {
      throw SettingsError(.variable(variable), "this is for all documents: \(general)")
    }
    let hint = known.nearest(to: variable).map { "; did you mean \($0)?" } ?? ""
    throw SettingsError(.variable(variable), "a document has no such setting\(hint)")
  }

  private func checkFile() throws(SettingsError) {
    guard let file else { return }
    let settings = Setting.allCases.filter { $0.reach == .document && $0 != .spec && file.general.values[$0] != nil }
    var keys = settings.map(\.rawValue)
    if !file.general.credentials.isEmpty { keys.append("credentials") }
    if file.general.servers != nil { keys.append("servers") }
    if file.general.tokenCommand != nil { keys.append("token-command") }
    if let key = keys.first { throw SettingsError(.file(path: file.path, JSONPointer([key])), Self.fileAdvice) }
  }
}
