/// For whom a piece of content is, and how much it matters (specification: server, resources, annotations).
package struct Annotations: Sendable, Hashable {
  package var audience: [Role]?
  /// From 0, which can be left out, to 1, which must be seen.
  package var priority: Double?
  /// A time in ISO 8601.
  package var lastModified: String?

  package init(audience: [Role]? = nil, priority: Double? = nil, lastModified: String? = nil) {
    self.audience = audience
    self.priority = priority
    self.lastModified = lastModified
  }
}

/// Whose words a message holds, or for whom content is.
package enum Role: String, Sendable, Hashable {
  case user
  case assistant
}
