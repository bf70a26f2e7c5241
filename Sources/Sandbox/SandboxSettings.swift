/// The sandbox's sources of time and randomness, and its limit of keys.
package struct SandboxSettings: Sendable {
  /// The current time.
  package var now: @Sendable () -> Timestamp = Timestamp.now
  /// The clock that times delayed responses.
  package var clock: any Clock<Duration> & Sendable = ContinuousClock()
  /// The source of ids, tokens and secrets.
  package var random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  /// The most active keys of an account.
  package var maximumActiveKeys = 5

  /// The system's clock and randomness, and the backend's limit.
  package init() {}
}
