package import NIOCore

/// Takes the body of a request once it is there.
package struct BodyConsumer: Sendable {
  /// A body with more bytes than this need not be collected.
  package let limit: Int
  /// Is called once, with the body, or with `nil` as soon as it is found too large.
  package let take: @Sendable (ByteBuffer?) -> Void

  package init(limit: Int, take: @escaping @Sendable (ByteBuffer?) -> Void) {
    self.limit = limit
    self.take = take
  }
}
