package import JSON

/// The item that a call created, as data by which any process can revoke it for the caller.
package struct Revocation: Sendable, Hashable {
  /// The description of the item to revoke, in words.
  package let subject: String
  /// Method and path of the operation that revokes it, as in the document.
  package let operation: String
  /// The arguments that identify the item.
  package let arguments: JSONObject
  /// Whether the arguments contain a secret, so that they are written only into what is sealed.
  package let hasSecretArguments: Bool

  /// Makes a revocation.
  package init(subject: String, operation: String, arguments: JSONObject, hasSecretArguments: Bool = false) {
    self.subject = subject
    self.operation = operation
    self.arguments = arguments
    self.hasSecretArguments = hasSecretArguments
  }
}
