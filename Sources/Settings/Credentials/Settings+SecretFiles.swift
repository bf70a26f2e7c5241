import Files
import Logging

extension Settings {
  /// The paths of files that contain nothing but a secret.
  package var secretFiles: [String] {
    var files = [credential.file, login.secretFile, store.keyFile, store.passwordFile].compactMap(\.self)
    files += credentials.values.compactMap(\.file)
    for server in servers.values {
      files += [server.token.file].compactMap(\.self) + server.credentials.values.compactMap(\.file)
    }
    return files.sorted()
  }
}

extension Settings.Credential {
  fileprivate var file: String? { if case .file(let path) = self { path } else { nil } }
}

extension CredentialSetting {
  fileprivate var file: String? {
    switch self {
    case .secret, .tokenCommand: nil
    case .tokenFile(let path), .keyFile(let path), .user(_, passwordFile: let path): path
    }
  }
}
