/// A parameter, or a member of a form, that carries the credential of an operation's security: it is no argument.
package struct CredentialCarrier: Sendable, Equatable {
  package var name: String
  /// Where it is; `nil` for a member of a form.
  package var location: Parameter.Location?
  /// The name of the scheme whose credential it would carry.
  package var scheme: String
  /// Whether it was taken for one because of its name and of how many operations have it.
  package var isGuess: Bool
}

extension Operation {
  /// The names of the members of a form that carry a credential.
  package var carriedMembers: Set<String> { Set(carriers.filter { $0.location == nil }.map(\.name)) }
}
