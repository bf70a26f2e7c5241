/// Simulated failures: switches that tests set while the sandbox runs.
package struct Faults: Sendable, Hashable {
  /// Every use of the database is answered with 500; API keys cannot be looked up and are refused.
  package var databaseIsDown = false
  /// No password can be verified; the backend reports this as a wrong password.
  package var identityProviderIsDown = false
  /// The list of revoked sessions cannot be read, so sessions get 503.
  package var securityServiceIsDown = false
  /// POST requests are carried out, but their connection is closed without a response.
  package var losesAnswers = false
  /// Delay of each response, after the request has been carried out.
  package var delay: Duration = .zero
  /// Accounts that are suspended in addition to those that always are.
  package var suspendedAccounts: Set<Account> = []

  /// No faults.
  package init() {}
}
