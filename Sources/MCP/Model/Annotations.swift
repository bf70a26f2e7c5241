/// Audience and importance of a piece of content (specification: server, resources, annotations).
package struct Annotations: Sendable, Hashable {
  /// The roles that the content is meant for; `nil` for all.
  package var audience: [Role]?
  /// Importance from 0, entirely optional, to 1, required.
  package var priority: Double?
  /// Time of the last change, in ISO 8601 format.
  package var lastModified: String?

  /// Makes annotations; those that are `nil` are not sent.
  package init(audience: [Role]? = nil, priority: Double? = nil, lastModified: String? = nil) {
    self.audience = audience
    self.priority = priority
    self.lastModified = lastModified
  }
}

/// The speaker of a message, or the audience of content.
package enum Role: String, Sendable, Hashable {
  case user
  case assistant
}
