/// The released versions of the Model Context Protocol, oldest first.
package enum ProtocolVersion: String, Sendable, Hashable, CaseIterable, Comparable {
  case v2024_11_05 = "2024-11-05"
  case v2025_03_26 = "2025-03-26"
  case v2025_06_18 = "2025-06-18"
  case v2025_11_25 = "2025-11-25"
  case v2026_07_28 = "2026-07-28"

  /// The two styles of the protocol.
  package enum Era: Sendable {
    /// Sessions that start with `initialize`; both sides send requests.
    case legacy
    /// Stateless: every request carries its version and the client's capabilities in `_meta`.
    case modern
  }

  /// The era of the version.
  package var era: Era { self < .v2026_07_28 ? .legacy : .modern }

  /// The newest version with a handshake: the counter-offer to an unknown version (LIFE-03).
  package static let newestLegacy = v2025_11_25

  /// Compares release dates.
  package static func < (left: ProtocolVersion, right: ProtocolVersion) -> Bool { left.rawValue < right.rawValue }
}

/// The eras that a server supports.
package enum EraSupport: String, Sendable, CaseIterable {
  case dual
  case modern
  case legacy

  /// The supported versions in the order in which they are advertised: newest first.
  package var versions: [ProtocolVersion] {
    ProtocolVersion.allCases.reversed().filter { $0.era == .modern ? self != .legacy : self != .modern }
  }
}
