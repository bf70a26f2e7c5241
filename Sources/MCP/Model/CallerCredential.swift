/// A caller's own credential for the backend, for servers that several users share.
///
/// Only the backend may see it: descriptions and mirrors show that it is present, and nothing else (AUTH-21).
package struct CallerCredential: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The credential itself; never log it, store it or send it anywhere but to the backend.
  ///
  /// Empty for the credentials for several documents.
  package let secret: String
  private let ofDocuments: [String: String]

  /// Wraps a credential.
  package init(_ secret: String) { (self.secret, ofDocuments) = (secret, [:]) }

  /// Wraps credentials for several documents, by their names; `nil` if there is none.
  package init?(ofDocuments secrets: [String: String]) {
    guard !secrets.isEmpty else { return nil }
    (secret, ofDocuments) = ("", secrets)
  }

  /// The field of a request over HTTP with the credential for one of several documents; `nil` names the only one.
  package static func field(of document: String?) -> String {
    // Proxies drop fields with an underscore in their name.
    "Nethesis-Session-Token" + (document.map { "-" + String($0.map { $0 == "_" ? "-" : $0 }) } ?? "")
  }

  /// The credential for a document alone; `nil` if the caller brought none for it.
  package func credential(of document: String?) -> CallerCredential? {
    guard let document else { return ofDocuments.isEmpty ? self : nil }
    return ofDocuments[document].map(CallerCredential.init)
  }

  /// The same credential, for one of several documents; `nil` names the only one.
  package func bound(to document: String?) -> CallerCredential? {
    document.map { CallerCredential(ofDocuments: [$0: secret]) } ?? self
  }

  /// All credentials, in the order of their documents, for redaction.
  package var secrets: [String] {
    ofDocuments.isEmpty ? [secret] : ofDocuments.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The text that a digest of all credentials is made of.
  package var digestText: String {
    let lines = ofDocuments.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return lines.isEmpty ? secret : lines.joined(separator: "\n")
  }

  /// A placeholder for the credential.
  package var description: String { "<credential>" }
  /// The same placeholder.
  package var debugDescription: String { description }
  /// A mirror without children.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
