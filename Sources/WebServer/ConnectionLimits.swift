/// Limits for the connections of a listener.
package struct ConnectionLimits: Sendable {
  /// The largest header section of a request, in bytes; larger ones get 431.
  package var maximumHeaderSize = 32 << 10
  /// The most open connections; beyond them new ones wait, or idle ones are closed.
  package var maximumConnections = 16_384
  /// The most connections of one party that are idle or in the middle of a request; beyond them the oldest is closed.
  package var maximumWaitingOfParty = 4096
  /// The longest silence of a connection, between requests and within one.
  package var idleTimeout = Duration.seconds(120)
  /// The longest time for a request to arrive, including its body.
  package var requestTimeout = Duration.seconds(30)

  /// The defaults.
  package init() {}
}
