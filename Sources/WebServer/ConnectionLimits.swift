/// Bounds of the connections of a listener.
package struct ConnectionLimits: Sendable {
  /// The bytes that a request's header may have; more are met with 431.
  package var maximumHeaderSize = 32 << 10
  /// How many connections may be open; further ones wait, or those that do nothing make room.
  package var maximumConnections = 16_384
  /// How many connections of one party may be silent, or in the middle of a request; the oldest makes room.
  package var maximumWaitingOfParty = 4096
  /// How long a connection may be silent, between requests and in the middle of one.
  package var idleTimeout = Duration.seconds(120)
  /// How long a request may take to come in, its body included.
  package var requestTimeout = Duration.seconds(30)

  package init() {}
}
