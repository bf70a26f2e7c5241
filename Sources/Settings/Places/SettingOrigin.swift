package import JSON

/// The place where a value was set, which an error about it names first.
package enum SettingOrigin: Sendable, Hashable {
  case option(String)
  case variable(String)
  case file(path: String, JSONPointer)
  /// A file of the folder that systemd passes to a service.
  case serviceCredential(String)
  /// The first server of the OpenAPI document, overlays applied.
  case document
}

extension SettingOrigin: CustomStringConvertible {
  /// The place, as errors name it.
  package var description: String {
    switch self {
    case .option(let name): name
    case .variable(let name): name
    case .file(let path, let pointer): pointer.tokens.isEmpty ? path : "\(path) at \(pointer)"
    case .serviceCredential(let path): "\(path), of CREDENTIALS_DIRECTORY"
    case .document: "servers[0] of the OpenAPI document"
    }
  }
}

/// The error for an unusable setting: says where it was set and which values are allowed, and never contains a secret.
package struct SettingsError: Error, Hashable {
  /// The place where the value was set; `nil` for a missing value.
  package let origin: SettingOrigin?
  /// The reason, as a clause.
  package let reason: String

  /// Makes an error about a place, or about a missing value.
  package init(_ origin: SettingOrigin?, _ reason: String) {
    self.origin = origin
    self.reason = reason
  }
}

extension SettingsError: CustomStringConvertible {
  /// The place and the reason.
  package var description: String { origin.map { "\($0): \(reason)" } ?? reason }
}
