/// The policy for the secrets that operations take and return.
package enum SecretPolicy: String, Sendable, CaseIterable {
  /// As in the document: secrets are arguments like any other, and part of results like anything else.
  case inline
  /// Secrets leave by the channel of the call's own: results contain them only for callers who gave one as an argument.
  case auto
  /// A secret is neither an argument nor part of a result.
  case strict
}
