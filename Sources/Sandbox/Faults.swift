/// Simulated failures: switches that tests set while the sandbox runs.
package struct Faults: Sendable, Hashable {
  /// Every use of the database is answered with 500; API keys cannot be looked up and are refused.
  package var databaseIsDown = false
  /// The identity provider answers 503, and the backend can verify neither passwords nor access tokens.
  package var identityProviderIsDown = false
  /// The list of revoked sessions cannot be read, so sessions get 503.
  package var securityServiceIsDown = false
  /// POST requests are carried out, but their connection is closed without a response.
  package var losesAnswers = false
  /// Delay of each response, after the request has been carried out.
  package var delay: Duration = .zero
  /// Accounts that are suspended in addition to those that always are.
  package var suspendedAccounts: Set<Account> = []

  /// The identity provider answers 200 with a page of HTML, as a captive portal would.
  package var identityProviderSpeaksHTML = false
  /// Delay of each response of the identity provider, after the request has been carried out.
  package var identityProviderDelay: Duration = .zero
  /// Offset of the sandbox's clock, which shows in tokens, expiries and `Date`.
  package var clockOffset: Duration = .zero
  /// Whether the reuse of a refresh token ends what was made from it, at the provider and at the backend.
  package var detectsReuse = true
  /// The age at which the provider replaces its signing key; zero for never.
  package var keyLifetime: Duration = .zero
  /// Whether access tokens for resources are opaque, and have to be asked about.
  package var resourceTokensAreOpaque = false
  /// Whether the confidential client may exchange tokens of people's clients (RFC 8693): off at first, as the provider's.
  package var allowsTokenExchange = false
  /// Clients that are somebody else's, whose tokens are never exchanged.
  package var thirdPartyClients: Set<ProviderClient> = []
  /// The number of POST requests of which the response of one is lost; zero for none.
  package var lostEvery = 0

  /// No faults.
  package init() {}
}
