/// The credentials that a program holds at one time: every response is searched for them, whichever of them it was sent.
package struct HeldSecrets: Sendable {
  /// The credentials; none that is so short that the same letters mean something else.
  package let all: [KnownSecret]
  /// A number that changes with them.
  package let version: Int

  /// Makes the credentials of a version.
  package init(_ all: [KnownSecret], version: Int) { (self.all, self.version) = (all, version) }

  /// No credentials.
  package static let none = HeldSecrets([], version: 0)
}
