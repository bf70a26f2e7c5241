import JSON

extension ConfigFile {
  /// Reads the credentials of an object whose keys are names of security schemes.
  func credentials(
    _ value: JSONValue,
    _ pointer: JSONPointer
  ) throws(SettingsError) -> [String: CredentialSetting] {
    var credentials: [String: CredentialSetting] = [:]
    for (scheme, value) in try object(value, pointer) {
      credentials[scheme] = try credential(value, pointer.appending(scheme))
    }
    return credentials
  }

  private func credential(_ value: JSONValue, _ pointer: JSONPointer) throws(SettingsError) -> CredentialSetting {
    let known = ["token-file", "token-command", "key-file", "user", "password-file"]
    if let words = value["token-command"] {
      guard value.object?.members.count == 1 else { throw error(pointer, Self.forms) }
      return .tokenCommand(try command(words, pointer.appending("token-command")))
    }
    let texts = try self.texts(value, pointer, known: known)
    switch (texts["token-file"], texts["key-file"], texts["user"], texts["password-file"]) {
    case (let file?, nil, nil, nil): return .tokenFile(resolved(file))
    case (nil, let file?, nil, nil): return .keyFile(resolved(file))
    case (nil, nil, let user?, let file?):
      guard !user.contains(":") else { throw error(pointer.appending("user"), "a user name has no colon in it") }
      return .user(user, passwordFile: resolved(file))
    default: throw error(pointer, Self.forms)
    }
  }

  private static let forms = """
    a credential is "token-file", or "token-command", or "key-file", or "user" and "password-file"
    """

  /// Reads a program and its arguments, which no shell interprets.
  func command(_ value: JSONValue, _ pointer: JSONPointer) throws(SettingsError) -> [String] {
    guard let elements = value.array else { throw mismatch(pointer, "an array of strings", value) }
    var words: [String] = []
    for (index, element) in elements.enumerated() {
      guard let word = element.string else { throw mismatch(pointer.appending(index), "a string", element) }
      guard !word.utf8.contains(0) else { throw error(pointer.appending(index), "a word has no null character in it") }
      words.append(word)
    }
    guard let program = words.first, !program.isEmpty else {
      throw error(pointer, "expected a program and its arguments, as [\"pass\", \"show\", \"nethesis\"]")
    }
    // A name without a slash is looked up in PATH.
    if program.contains("/") { words[0] = resolved(program) }
    return words
  }

  /// Reads the servers of operations that name their own in the document, by the URLs written there.
  func servers(_ section: Section, allowsPlain: Bool) throws(SettingsError) -> [String: ServerSetting] {
    guard let value = section.servers else { return [:] }
    let pointer = section.pointer.appending("servers")
    var servers: [String: ServerSetting] = [:]
    for (url, value) in try object(value, pointer) {
      servers[url] = try server(url, value, pointer.appending(url), allowsPlain)
    }
    return servers
  }

  private func server(
    _ documented: String,
    _ value: JSONValue,
    _ pointer: JSONPointer,
    _ allowsPlain: Bool
  ) throws(SettingsError) -> ServerSetting {
    var members = try object(value, pointer)
    let credentials = try members["credentials"].map { (value) throws(SettingsError) in
      try self.credentials(value, pointer.appending("credentials"))
    }
    members["credentials"] = nil
    let command = try members["token-command"].map { (value) throws(SettingsError) in
      try self.command(value, pointer.appending("token-command"))
    }
    members["token-command"] = nil
    let more = ["credentials", "token-command"]
    let texts = try self.texts(.object(members), pointer, known: ["url", "token-file"], more: more)
    if command != nil, texts["token-file"] != nil {
      throw error(pointer, "\"token-file\" and \"token-command\" cannot be combined")
    }
    let url = Sourced(texts["url"] ?? documented, .file(path: path, pointer.appending("url")))
    return ServerSetting(
      url: try url.baseURL(allowsPlain: allowsPlain),
      token: texts["token-file"].map { .file(resolved($0)) } ?? command.map { .command($0) } ?? .none,
      credentials: credentials ?? [:]
    )
  }

  func object(_ value: JSONValue, _ pointer: JSONPointer) throws(SettingsError) -> JSONObject {
    guard let object = value.object else { throw mismatch(pointer, "an object", value) }
    return object
  }

  /// Reads an object whose members must all be strings.
  private func texts(
    _ value: JSONValue,
    _ pointer: JSONPointer,
    known: [String],
    more: [String] = []
  ) throws(SettingsError) -> [String: String] {
    var texts: [String: String] = [:]
    for (name, value) in try object(value, pointer) {
      let pointer = pointer.appending(name)
      guard known.contains(name) else { throw unknown(name, pointer, known: known + more) }
      guard let text = value.string else { throw mismatch(pointer, "a string", value) }
      guard !text.isEmpty else { throw error(pointer, "this is empty") }
      texts[name] = text
    }
    return texts
  }

  func error(_ pointer: JSONPointer, _ reason: String) -> SettingsError {
    SettingsError(.file(path: path, pointer), reason)
  }
}
