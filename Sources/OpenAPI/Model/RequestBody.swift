/// What an operation takes in the body of its request (OpenAPI 3.1.1, 4.8.13).
package struct RequestBody: Sendable, Equatable {
  package var isRequired: Bool
  package var description: String?
  /// The media types to choose from, in the order of the document.
  package var content: [MediaType]
}

extension RequestBody {
  /// The first media type that is JSON.
  package var json: MediaType? { content.first(where: \.isJSON) }
}
