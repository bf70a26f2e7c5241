/// The limit that prevents another session or stream.
enum Fullness {
  /// The limit of all parties together.
  case inAll
  /// The share of one party.
  case ofParty
}
