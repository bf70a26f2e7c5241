import Files
import JSON

/// Secrets that systemd passes to a service (`LoadCredential=`), as files of a folder that a variable names.
package enum ServiceCredentials {
  /// The variable that names the folder.
  package static let variable = "CREDENTIALS_DIRECTORY"

  /// The path of a secret of that folder.
  ///
  /// - Parameters:
  ///   - name: The name of the secret, such as `session-token`.
  ///   - document: The name of the document that it is for, which goes before it; `nil` if there is only one.
  ///   - environment: The variables.
  /// - Returns: The path; `nil` without such a file, as in services with other credentials.
  static func path(_ name: String, of document: String?, _ environment: [String: String]) -> String? {
    guard let folder = environment[variable], folder.hasPrefix("/") else { return nil }
    let path = "\(folder)/\(document.map { "\($0)." } ?? "")\(name)"
    return FileState(path: path) == nil ? nil : path
  }
}

extension Settings {
  /// Takes the command of a section of the configuration file, unless an option or a variable has a token.
  mutating func take(
    _ command: [String]?,
    of file: ConfigFile,
    _ section: ConfigFile.Section
  ) throws(SettingsError) {
    guard let command else { return }
    let origin = SettingOrigin.file(path: file.path, section.pointer.appending("token-command"))
    if section.values[.tokenFile] != nil {
      throw SettingsError(origin, "this cannot be combined with \"token-file\"")
    }
    guard credential == .none else { return }
    (credential, credentialOrigin) = (.command(command), origin)
  }

  /// Takes the secrets that systemd passes, unless settings have others.
  mutating func takeServiceCredentials(_ environment: [String: String]) {
    if login.secretFile == nil {
      login.secretFile = ServiceCredentials.path("login-client-secret", of: document, environment)
    }
    guard credential == .none, backend != .sandbox else { return }
    guard let path = ServiceCredentials.path("session-token", of: document, environment) else { return }
    (credential, credentialOrigin) = (.file(path), .serviceCredential(path))
  }
}
