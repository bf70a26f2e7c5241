/// A response that was too large for a result.
package struct KeptResult: Sendable, Hashable {
  /// The bytes, without secrets.
  package let bytes: [UInt8]
  /// The media type.
  package let mimeType: String
  /// Whether the bytes are UTF-8.
  package let isText: Bool

  /// Makes one of its parts.
  package init(bytes: [UInt8], mimeType: String, isText: Bool) {
    self.bytes = bytes
    self.mimeType = mimeType
    self.isText = isText
  }
}

/// Responses that replicas keep together, so that each of them serves those of all.
package protocol ResultArchive: Sendable {
  /// Stores a response for a caller.
  ///
  /// - Parameters:
  ///   - result: The response.
  ///   - lifetime: The seconds after which it is removed.
  ///   - owner: The key of the caller who alone may read it; empty for whoever has the id.
  /// - Returns: An id that cannot be guessed, of letters and digits; `nil` if there is no room for so much.
  /// - Throws: The reason why nothing can be stored now.
  func keep(
    _ result: KeptResult,
    lifetime: Int,
    for owner: String
  ) async throws(ResultArchiveError) -> String?

  /// Returns the response with an id; `nil` if there is none any more, or it is another's.
  ///
  /// - Throws: The reason why that cannot be said now.
  func result(_ id: String, for owner: String) async throws(ResultArchiveError) -> KeptResult?
}

/// The reason why kept responses are out of reach: what happened, then what to do.
package struct ResultArchiveError: Error {
  /// The message for a model.
  package let message: String

  /// Makes an error.
  package init(_ message: String) { self.message = message }
}
