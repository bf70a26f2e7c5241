/// The room that is left in the head of a request, its target and its header fields.
///
/// Hardly a server takes a head of more than 32 KB. `HTTPFields` ends the process at 65,535 fields, and it makes one of
/// each pair in a `Cookie`, so the limit also bounds their number.
struct HeadRoom {
  /// The longest head, in bytes.
  static let maximum = 100_000
  /// Bytes of each field beside its name and value: a colon or semicolon, and a space.
  private static let separator = 2

  private var left = maximum

  /// Takes room for a part of so many bytes.
  ///
  /// - Throws: A failure if the head becomes too long; nothing was sent.
  mutating func take(_ count: Int) throws(CallFailure) {
    left -= count + Self.separator
    guard left >= 0 else {
      throw CallFailure(
        "The arguments in the path, the query, the header and the cookies have more than \(Self.maximum) bytes together, "
          + "which no server takes. Nothing was sent: give fewer or shorter values."
      )
    }
  }
}
