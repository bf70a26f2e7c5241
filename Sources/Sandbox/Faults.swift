/// What is broken: switches that tests turn while the sandbox runs.
package struct Faults: Sendable, Hashable {
  /// Whatever needs the database answers 500; API keys cannot be looked up and are refused.
  package var databaseIsDown = false
  /// No password can be verified, which the backend does not tell apart from a wrong one.
  package var identityProviderIsDown = false
  /// The list of revoked sessions cannot be read, so that sessions are answered 503.
  package var securityServiceIsDown = false
  /// POST requests are carried out, then the connection is closed without an answer.
  package var losesAnswers = false
  /// How long an answer is held back after the request has been carried out.
  package var delay: Duration = .zero
  /// Accounts whose rows say "suspended" in addition to those which always do.
  package var suspendedAccounts: Set<Account> = []

  package init() {}
}
