/// The sandbox's sources of time and randomness, its limits, and its accounts.
package struct SandboxSettings: Sendable {
  /// The current time.
  package var now: @Sendable () -> Timestamp = Timestamp.now
  /// The clock that times delayed responses.
  package var clock: any Clock<Duration> & Sendable = ContinuousClock()
  /// The source of ids, tokens and secrets.
  package var random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  /// The most active keys of an account.
  package var maximumActiveKeys = 5
  /// The number of accounts beyond those that every sandbox has: `user1` and so on, at most 1000.
  package var users = 0
  /// The resources for which the provider issues access tokens that are JWTs (RFC 8707).
  package var resources = ["https://mcp.sandbox.example/mcp"]
  /// The origin by which clients reach it if a proxy lies before it, as `http://127.0.0.1:8080`; `nil` if none does.
  package var publicOrigin: String?
  /// The faults at the start.
  package var faults = Faults()

  /// The system's clock and randomness, and the backend's limit.
  package init() {}
}
