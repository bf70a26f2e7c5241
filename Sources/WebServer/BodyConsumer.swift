package import NIOCore

/// Receives the body of a request once it is complete.
package struct BodyConsumer: Sendable {
  /// The largest body in bytes; a larger one is not collected.
  package let limit: Int
  /// Called once, with the body, or with `nil` as soon as it is too large.
  package let take: @Sendable (ByteBuffer?) -> Void

  /// Makes a consumer.
  package init(limit: Int, take: @escaping @Sendable (ByteBuffer?) -> Void) {
    self.limit = limit
    self.take = take
  }
}
