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
    let known = ["token-file", "key-file", "user", "password-file"]
    let texts = try self.texts(value, pointer, known: known)
    switch (texts["token-file"], texts["key-file"], texts["user"], texts["password-file"]) {
    case (let file?, nil, nil, nil): return .tokenFile(resolved(file))
    case (nil, let file?, nil, nil): return .keyFile(resolved(file))
    case (nil, nil, let user?, let file?):
      guard !user.contains(":") else { throw error(pointer.appending("user"), "a user name has no colon in it") }
      return .user(user, passwordFile: resolved(file))
    default:
      throw error(pointer, "a credential is \"token-file\", or \"key-file\", or \"user\" and \"password-file\"")
    }
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
    let texts = try self.texts(.object(members), pointer, known: ["url", "token-file"], more: ["credentials"])
    let url = Sourced(texts["url"] ?? documented, .file(path: path, pointer.appending("url")))
    return ServerSetting(
      url: try url.baseURL(allowsPlain: allowsPlain),
      token: texts["token-file"].map { .file(resolved($0)) } ?? .none,
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
