package import JSONRPC

/// The wire format of one protocol version: the table that all encoding reads.
///
/// Handlers never see it. They return the richest form of a result, and the profile leaves out parts that the caller's
/// version does not know (specification, changelogs of the five versions).
package struct ProtocolProfile: Sendable {
  /// The kinds of structured tool output that a version allows.
  package enum StructuredOutput: Sendable {
    case none
    /// Schemas and values whose root is an object (2025-06-18, 2025-11-25).
    case objects
    case anything
  }

  /// The version described.
  package let version: ProtocolVersion
  /// Whether messages may come in arrays (2025-03-26 only).
  package let hasBatches: Bool
  /// Whether the capability `completions` is declared; completion itself exists in all versions.
  package let hasCompletionsCapability: Bool
  /// Whether progress notifications have a message.
  package let hasProgressMessage: Bool
  /// Whether content may be audio.
  package let hasAudio: Bool
  /// Whether tools have annotations.
  package let hasToolAnnotations: Bool
  /// Whether tools, resources and prompts have titles and `_meta`, and content may be a `resource_link`.
  package let hasTitles: Bool
  /// The structured tool output that the version allows.
  package let structuredOutput: StructuredOutput
  /// Whether annotations have a time of the last change.
  package let hasLastModified: Bool
  /// The modes of elicitation that the version knows.
  package let elicitationModes: Set<ElicitationMode>
  /// Whether there are icons, and the description and website of an implementation.
  package let hasIcons: Bool
  /// The error code for a resource that does not exist.
  package let resourceNotFound: JSONRPCError.Code
  /// Whether results carry `resultType`, cache hints, and the server's identity in `_meta`.
  package let hasResultEnvelope: Bool

  /// The profile of a version.
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

/// The mode in which the client asks a person.
package enum ElicitationMode: String, Sendable, Hashable {
  case form
  case url
}

extension JSONRPCError.Code {
  /// The resource does not exist (up to 2025-11-25; later versions use invalid params).
  package static let resourceNotFound = Self(rawValue: -32002)
  /// The request needs a capability that the client did not declare (2026-07-28).
  package static let missingClientCapability = Self(rawValue: -32021)
  /// The request's version is not supported by the server (2026-07-28).
  package static let unsupportedProtocolVersion = Self(rawValue: -32022)
}
