/// The limits for the connections of one party, such as an address or a user of this machine.
package struct PartyBound: Sendable {
  /// The name of the party.
  package let party: String
  /// The most connections that are idle or in the middle of a request; beyond them the oldest is closed.
  package let waiting: Int
  /// The time that each connection has to send a request before it may be closed for another one.
  ///
  /// With a time, a party may have more connections than its limit, and the listener as many as it may have: later ones
  /// then wait until they are accepted. So only a party that may keep others waiting gets one.
  package let grace: Duration

  /// Limits a party.
  package init(party: String, waiting: Int, grace: Duration = .zero) {
    self.party = party
    self.waiting = waiting
    self.grace = grace
  }
}
