/// How severe a log message is (RFC 5424), the least first.
package enum LogLevel: String, Sendable, CaseIterable, Comparable {
  case debug, info, notice, warning, error, critical, alert, emergency

  package static func < (left: LogLevel, right: LogLevel) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
