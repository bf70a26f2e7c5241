import Calls
package import OpenAPI
import TextCoding

/// The credentials that the operations of a document take.
package struct CredentialNeeds {
  /// The kinds of credentials by name of their scheme, in the order of their first use.
  private var kinds: [(scheme: String, kind: Credential.Kind)] = []

  /// Collects the schemes that operations take.
  package init(of operations: [Operation]) {
    var seen: Set<String> = []
    for scheme in operations.lazy.flatMap(\.security).flatMap(\.schemes).map(\.scheme) {
      guard let kind = scheme.credentialKind, seen.insert(scheme.name).inserted else { continue }
      kinds.append((scheme.name, kind))
    }
  }

  /// A sentence with the kinds; `nil` if no credential is needed.
  package var sentence: String? {
    guard !kinds.isEmpty else { return nil }
    let names = kinds.map { "\"\(VisibleText.value($0.scheme))\" (\($0.kind.noun))" }
    return "Calls take a credential for \(names.joined(separator: " or "))."
  }
}

extension Credential.Kind {
  /// The credential in words.
  fileprivate var noun: String {
    switch self {
    case .bearer: "a token"
    case .basic: "a user name and a password"
    case .key: "an API key"
    }
  }
}
