/// A parameter or form member that carries the credential of the operation's security, and so is no argument.
package struct CredentialCarrier: Sendable, Equatable {
  /// Its name.
  package var name: String
  /// Its location; `nil` for a form member.
  package var location: Parameter.Location?
  /// The name of the scheme whose credential it carries.
  package var scheme: String
  /// Whether it was recognised only by its name and its frequency among operations.
  package var isGuess: Bool
}

extension Operation {
  /// The names of the form members that carry a credential.
  package var carriedMembers: Set<String> { Set(carriers.filter { $0.location == nil }.map(\.name)) }
}
