/// The body of an operation's request (OpenAPI 3.1.1, 4.8.13).
package struct RequestBody: Sendable, Equatable {
  /// Whether a request needs it.
  package var isRequired: Bool
  /// The meaning, in CommonMark.
  package var description: String?
  /// The media types to choose from, in document order.
  package var content: [MediaType]
}

extension RequestBody {
  /// The first JSON media type; `nil` if there is none.
  package var json: MediaType? { content.first(where: \.isJSON) }
}
