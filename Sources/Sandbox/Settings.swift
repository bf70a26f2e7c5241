/// From where the sandbox takes time and chance, and how many keys it allows.
package struct Settings: Sendable {
  /// Tells the time.
  package var now: @Sendable () -> Timestamp = Timestamp.now
  /// On which delayed answers wait.
  package var clock: any Clock<Duration> & Sendable = ContinuousClock()
  /// Makes ids, tokens and secrets.
  package var random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  /// How many active keys an account may hold.
  package var maximumActiveKeys = 5

  package init() {}
}
