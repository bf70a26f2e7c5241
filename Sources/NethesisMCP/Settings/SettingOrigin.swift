package import JSON

/// Where a value was set: what an error about it names first.
package enum SettingOrigin: Sendable, Hashable {
  case option(String)
  case variable(String)
  case file(path: String, JSONPointer)
  /// The first server of the OpenAPI document, overlays applied.
  case document
}

extension SettingOrigin: CustomStringConvertible {
  package var description: String {
    switch self {
    case .option(let name): name
    case .variable(let name): name
    case .file(let path, let pointer): pointer.tokens.isEmpty ? path : "\(path) at \(pointer)"
    case .document: "servers[0] of the OpenAPI document"
    }
  }
}

/// A setting that cannot be used; the words say where it was set and what would do, and never hold a secret.
package struct SettingsError: Error, Hashable {
  /// Where the value was set; missing for a value that is not there at all.
  package let origin: SettingOrigin?
  package let reason: String

  init(_ origin: SettingOrigin?, _ reason: String) {
    self.origin = origin
    self.reason = reason
  }
}

extension SettingsError: CustomStringConvertible {
  package var description: String { origin.map { "\($0): \(reason)" } ?? reason }
}
