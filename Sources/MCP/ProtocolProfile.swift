package import JSONRPC

/// What may go on the wire in one version of the protocol: the table that all encoding reads.
///
/// Handlers never see it. They return the richest form of a result, and the profile leaves out what the caller's
/// version does not know (specification, changelogs of the five versions).
package struct ProtocolProfile: Sendable {
  package enum StructuredOutput: Sendable {
    case none
    /// Schemas and values whose root is an object (2025-06-18, 2025-11-25).
    case objects
    case anything
  }

  package let version: ProtocolVersion
  /// Arrays of messages (2025-03-26 only).
  package let hasBatches: Bool
  /// The capability `completions`; completion itself has always been there.
  package let hasCompletionsCapability: Bool
  package let hasProgressMessage: Bool
  package let hasAudio: Bool
  package let hasToolAnnotations: Bool
  /// Titles and `_meta` on tools, resources and prompts, and the content type `resource_link`.
  package let hasTitles: Bool
  package let structuredOutput: StructuredOutput
  package let hasLastModified: Bool
  package let elicitationModes: Set<ElicitationMode>
  /// Icons, and the description and website of an implementation.
  package let hasIcons: Bool
  package let resourceNotFound: JSONRPCError.Code
  /// `resultType`, cache hints, and the server's identity in every result's `_meta`.
  package let hasResultEnvelope: Bool

  package static func of(_ version: ProtocolVersion) -> ProtocolProfile {
    switch version {
    case .v2024_11_05: v2024_11_05
    case .v2025_03_26: v2025_03_26
    case .v2025_06_18: v2025_06_18
    case .v2025_11_25: v2025_11_25
    case .v2026_07_28: v2026_07_28
    }
  }

  private static let v2024_11_05 = ProtocolProfile(
    version: .v2024_11_05,
    hasBatches: false,
    hasCompletionsCapability: false,
    hasProgressMessage: false,
    hasAudio: false,
    hasToolAnnotations: false,
    hasTitles: false,
    structuredOutput: .none,
    hasLastModified: false,
    elicitationModes: [],
    hasIcons: false,
    resourceNotFound: .resourceNotFound,
    hasResultEnvelope: false
  )

  private static let v2025_03_26 = ProtocolProfile(
    version: .v2025_03_26,
    hasBatches: true,
    hasCompletionsCapability: true,
    hasProgressMessage: true,
    hasAudio: true,
    hasToolAnnotations: true,
    hasTitles: false,
    structuredOutput: .none,
    hasLastModified: false,
    elicitationModes: [],
    hasIcons: false,
    resourceNotFound: .resourceNotFound,
    hasResultEnvelope: false
  )

  private static let v2025_06_18 = ProtocolProfile(
    version: .v2025_06_18,
    hasBatches: false,
    hasCompletionsCapability: true,
    hasProgressMessage: true,
    hasAudio: true,
    hasToolAnnotations: true,
    hasTitles: true,
    structuredOutput: .objects,
    hasLastModified: true,
    elicitationModes: [.form],
    hasIcons: false,
    resourceNotFound: .resourceNotFound,
    hasResultEnvelope: false
  )

  private static let v2025_11_25 = ProtocolProfile(
    version: .v2025_11_25,
    hasBatches: false,
    hasCompletionsCapability: true,
    hasProgressMessage: true,
    hasAudio: true,
    hasToolAnnotations: true,
    hasTitles: true,
    structuredOutput: .objects,
    hasLastModified: true,
    elicitationModes: [.form, .url],
    hasIcons: true,
    resourceNotFound: .resourceNotFound,
    hasResultEnvelope: false
  )

  private static let v2026_07_28 = ProtocolProfile(
    version: .v2026_07_28,
    hasBatches: false,
    hasCompletionsCapability: true,
    hasProgressMessage: true,
    hasAudio: true,
    hasToolAnnotations: true,
    hasTitles: true,
    structuredOutput: .anything,
    hasLastModified: true,
    elicitationModes: [.form, .url],
    hasIcons: true,
    resourceNotFound: .invalidParams,
    hasResultEnvelope: true
  )
}

/// How a person can be asked through the client.
package enum ElicitationMode: String, Sendable, Hashable {
  case form
  case url
}

extension JSONRPCError.Code {
  /// A resource that does not exist, up to 2025-11-25; later versions say invalid params.
  package static let resourceNotFound = Self(rawValue: -32002)
  /// A request needs something of the client that it did not declare (2026-07-28).
  package static let missingClientCapability = Self(rawValue: -32021)
  /// A request names a version that the server does not implement (2026-07-28).
  package static let unsupportedProtocolVersion = Self(rawValue: -32022)
}
