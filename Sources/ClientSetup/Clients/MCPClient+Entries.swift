package import JSON

extension MCPClient {
  /// The text of a new file with nothing but an entry.
  package func file(with entry: ServerEntry) throws(EditFailure) -> ConfigText {
    try ConfigText([], format: format).setting(container + [entry.name], to: .object(members(of: entry)))
  }

  /// The file with an entry; what a person added to an older one of the same name stays.
  ///
  /// - Throws: ``EditFailure`` if the file is broken, or written in a way that cannot be changed safely.
  package func installing(
    _ entry: ServerEntry,
    in text: ConfigText,
    isLegacy: Bool = false
  ) throws(EditFailure) -> ConfigText {
    let path = container + [entry.name]
    let members = members(of: entry, isLegacy: isLegacy)
    guard let old = try text.value().value(at: path)?.object else {
      return try text.setting(path, to: .object(members))
    }
    var text = text
    for member in old where members[member.name] == nil && isObsolete(member.name, for: entry.transport) {
      text = try text.removing(path + [member.name])
    }
    for member in members where old[member.name] != member.value {
      // A person's choice of a time limit, of tools, or to switch the server off.
      if old[member.name] != nil, Self.choices.contains(member.name) { continue }
      text = try text.setting(path + [member.name], to: member.value)
    }
    return text
  }

  /// The file with an entry in place of another one of the same name, of which nothing stays.
  ///
  /// - Throws: ``EditFailure`` if the file is broken, or written in a way that cannot be changed safely.
  package func replacing(
    with entry: ServerEntry,
    in text: ConfigText,
    isLegacy: Bool = false
  ) throws(EditFailure) -> ConfigText {
    try text.removing(container + [entry.name])
      .setting(container + [entry.name], to: .object(members(of: entry, isLegacy: isLegacy)))
  }

  /// The file with the entry that another one replaced.
  package func restoring(_ replaced: JSONValue, of name: String, in text: ConfigText) throws(EditFailure) -> ConfigText
  {
    try text.removing(container + [name]).setting(container + [name], to: replaced)
  }

  /// The file without an entry; the same if there is none.
  package func uninstalling(_ name: String, from text: ConfigText) throws(EditFailure) -> ConfigText {
    try text.removing(container + [name])
  }

  /// The file as it would be had a change never put an entry into it; `nil` if the file does not have that change.
  ///
  /// - Parameters:
  ///   - change: The change.
  ///   - name: The name of the entry.
  ///   - text: The file now.
  ///   - replaced: The entry that the change replaced; `nil` if there was none.
  /// - Returns: The file before the change.
  package func undoing(
    _ change: TextChange,
    of name: String,
    in text: ConfigText,
    restoring replaced: JSONValue? = nil
  ) -> ConfigText? {
    guard let bytes = change.undone(in: text.bytes) else { return nil }
    let undone = ConfigText(bytes, format: format)
    let path = container + [name]
    // Nothing but the entry may differ.
    if let replaced { return try? undone.value() == text.value().setting(path[...], to: replaced) ? undone : nil }
    let expected = try? text.value().removing(path[...]).withoutEmptyObjects(on: container)
    guard let expected, let value = try? undone.value(), value.value(at: path) == nil else { return nil }
    let rest = value.withoutEmptyObjects(on: container)
    // Where the change was made, a null is how the file had it before; elsewhere an edit may have left it.
    return (change.isInPlace(in: text.bytes) ? rest.withoutNull(on: container) : rest) == expected ? undone : nil
  }

  /// The entries in a file, by their names.
  package func entries(in text: ConfigText) throws(EditFailure) -> JSONObject {
    try text.value().value(at: container)?.object ?? [:]
  }

  /// The program that an entry starts; `nil` for a server on HTTP, or for something that is no entry.
  package func command(of members: JSONObject) -> (command: String, arguments: [String])? {
    let words = members["command"]?.array?.compactMap(\.string)
    if let words, let command = words.first { return (command, Array(words.dropFirst())) }
    guard let command = (members["command"] ?? members["cmd"])?.string else { return nil }
    return (command, members["args"]?.array?.compactMap(\.string) ?? [])
  }

  /// The variables that an entry sets for its program.
  package func variables(of members: JSONObject) -> [String: String] {
    let object = (members["env"] ?? members["environment"] ?? members["envs"])?.object ?? [:]
    return Dictionary(object.compactMap { member in member.value.string.map { (member.name, $0) } }) { $1 }
  }

  /// The URL of the server that an entry names.
  package func url(of members: JSONObject) -> String? {
    for name in ["httpUrl", "url", "uri", "serverUrl"] {
      if let url = members[name]?.string { return url }
    }
    return nil
  }

  private static let choices: Set = [
    "enabled", "disabled", "timeout", "tools", "startup_timeout_sec", "tool_timeout_sec",
  ]

  /// Whether a member of an older entry says how to reach a server in another way than the new one.
  private func isObsolete(_ name: String, for transport: ServerEntry.Transport) -> Bool {
    if ["type", "transport", "url", "uri", "serverUrl", "httpUrl"].contains(name) { return true }
    switch transport {
    case .stdio: return Self.membersOfHTTP.contains(name)
    case .http: return Self.membersOfPrograms.contains(name) || self == .codex && name == "startup_timeout_sec"
    }
  }

  private static let membersOfHTTP: Set = [
    "headers", "headersHelper", "oauth", "bearer_token_env_var", "http_headers", "env_http_headers",
  ]
  private static let membersOfPrograms: Set = [
    "command", "args", "cmd", "env", "environment", "envs", "env_keys", "env_vars", "cwd", "envFile",
  ]
}
