/// The credentials that a program holds at one time: every response is searched for them, whichever of them it was sent.
package struct HeldSecrets: Sendable {
  /// The credentials; none that is so short that the same letters mean something else.
  package let all: [KnownSecret]
  /// A number that changes with them.
  package let version: Int

  /// Makes the credentials of a version.
  package init(_ all: [KnownSecret], version: Int) { (self.all, self.version) = (all, version) }

  /// These with others, except for those that are so short.
  package func adding(_ others: [KnownSecret]) -> HeldSecrets {
    let others = others.filter { !$0.isShort }
    return HeldSecrets(all + others, version: others.reduce(version) { $0 &* 31 &+ $1.digest })
  }

  /// No credentials.
  package static let none = HeldSecrets([], version: 0)
}
