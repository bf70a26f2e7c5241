/// What is done with the secrets that operations take and give.
package enum SecretPolicy: String, Sendable, CaseIterable {
  /// As the document says: secrets are arguments like any other, and are answered like anything else.
  case inline
  /// A secret goes out by the door that its partner came in by: the result for who gave one as an argument, and no other.
  case auto
  /// A secret is neither an argument nor part of a result.
  case strict
}
