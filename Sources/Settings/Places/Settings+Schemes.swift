import Calls
import JSON
package import OpenAPI

/// The security schemes of a document, by name.
package struct SchemeTable {
  /// The names, in the order of the document.
  let names: [String]
  /// The kinds of credentials for schemes that an operation uses.
  private let kinds: [String: Credential.Kind]

  /// Collects the schemes of a document and the kinds of credentials that they take.
  package init(_ document: APIDocument) {
    names = document.root["components"]?["securitySchemes"]?.object?.names ?? []
    let schemes = document.operations.flatMap(\.security).flatMap(\.schemes).map(\.scheme)
    kinds = Dictionary(schemes.compactMap { scheme in scheme.credentialKind.map { (scheme.name, $0) } }) { first, _ in
      first
    }
  }

  /// The fault of a credential for a scheme; `nil` if there is none.
  func problem(with credential: CredentialSetting, for scheme: String) -> String? {
    guard names.contains(scheme) else {
      let known = names.isEmpty ? "none" : names.joined(separator: ", ")
      return "the document has no such security scheme; it has \(known)"
    }
    guard let kind = kinds[scheme], let given = credential.kind, given != kind else { return nil }
    return "this scheme takes \(kind.keys), not \(given.keys)"
  }
}

extension Settings {
  /// Whether a credential is configured for a security scheme by name.
  package var namesSchemes: Bool {
    !credentials.isEmpty || !credentialVariables.isEmpty || servers.values.contains { !$0.credentials.isEmpty }
  }

  /// The sources of the credentials for the document's security schemes; a variable takes precedence over the file.
  ///
  /// - Throws: A credential for an unknown scheme, or of the wrong kind.
  package func credentials(for schemes: SchemeTable) throws(SettingsError) -> [String: CredentialSetting] {
    try check(credentials, schemes, place + ["credentials"])
    for (url, server) in servers { try check(server.credentials, schemes, place + ["servers", url, "credentials"]) }
    var found = credentials
    for name in schemes.names {
      if let secret = credentialVariables[Self.variable(of: name)] { found[name] = .secret(secret) }
    }
    return found
  }

  /// The variables for credentials that match no scheme of the document.
  package func unusedVariables(_ schemes: SchemeTable) -> [String] {
    let used = Set(schemes.names.map(Self.variable))
    return credentialVariables.keys.filter { !used.contains($0) }.map { credentialPrefix + $0 }.sorted()
  }

  private func check(
    _ credentials: [String: CredentialSetting],
    _ schemes: SchemeTable,
    _ place: [String]
  ) throws(SettingsError) {
    for (scheme, credential) in credentials.sorted(by: { $0.key < $1.key }) {
      guard let problem = schemes.problem(with: credential, for: scheme) else { continue }
      throw SettingsError(.file(path: configFile ?? "", JSONPointer(place + [scheme])), problem)
    }
  }

  /// A scheme's part of a variable's name: in upper case, with `_` for everything but letters and digits.
  package static func variable(of scheme: String) -> String {
    String(
      String.UnicodeScalarView(
        scheme.unicodeScalars.map { scalar in
          switch scalar {
          case "a"..."z": Unicode.Scalar(scalar.value - 0x20) ?? "_"
          case "A"..."Z", "0"..."9": scalar
          default: "_"
          }
        }
      )
    )
  }
}
