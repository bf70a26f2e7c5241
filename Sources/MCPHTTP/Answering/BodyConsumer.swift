import NIOCore

/// What takes the body of a request once it is there.
struct BodyConsumer: Sendable {
  /// A body with more bytes than this need not be collected.
  let limit: Int
  /// Is called once, with the body, or with `nil` as soon as it is found too large.
  let take: @Sendable (ByteBuffer?) -> Void
}
