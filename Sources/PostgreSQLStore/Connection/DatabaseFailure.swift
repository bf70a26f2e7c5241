/// The reason why a statement has no rows to give.
struct DatabaseFailure: Error, Hashable {
  /// The kind of a reason.
  enum Kind: Hashable {
    /// No server can be reached: nothing was carried out.
    case unreachable
    /// The database cannot be used until a person does something: nothing was carried out.
    case unusable
    /// The server refused the statement: nothing was carried out.
    case refused
    /// Others have the rows or the connections: nothing was carried out.
    case busy
    /// The connection ended before the response: the statement may have been carried out.
    case uncertain
  }

  let kind: Kind
  /// The reason, on one line, without a full stop.
  let reason: String
  /// The SQLSTATE; empty if the server gave none.
  let state: String

  init(_ kind: Kind, _ reason: String, state: String = "") {
    self.kind = kind
    self.reason = Self.line(reason)
    self.state = state
  }

  /// Makes a failure of what a server responds with (PostgreSQL: Appendix A, Error Codes).
  init(state: String, _ reason: String) {
    switch state {
    case "": self.init(.uncertain, reason)
    // Locks, deadlocks, a statement's time, and conflicts: the statement has changed nothing.
    case "55P03", "40P01", "40001", "57014": self.init(.busy, reason, state: state)
    case _ where state.hasPrefix("53"): self.init(.busy, reason, state: state)
    default: self.init(.refused, reason, state: state)
    }
  }

  /// Whether the connection is of no use after it: its server ends, or takes no writes any more.
  var endsConnection: Bool {
    kind == .uncertain || state.hasPrefix("08") || ["57P01", "57P02", "57P03", "57P05", "25006"].contains(state)
  }

  /// Whether the statement was certainly not carried out, although the connection is of no use.
  var isBeforeWork: Bool { ["57P03", "25006"].contains(state) }

  /// The lines of libpq as one, so that a log has no lines that somebody else wrote.
  private static func line(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).map { line in
      String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    }
    return String(lines.map { String($0.drop { $0 == " " }) }.joined(separator: "; ").prefix(500))
  }
}
