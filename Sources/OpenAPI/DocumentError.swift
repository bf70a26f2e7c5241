package import JSON

/// The reason why a document or an overlay cannot be read at all; the fault of a single part is a ``Diagnostic``.
package enum DocumentError: Error, Equatable {
  /// The text exceeds the limit, in bytes.
  case tooLarge(limit: Int)
  /// The text is neither JSON nor YAML; the sentence says why and where.
  case malformed(String)
  /// The text is a value, but no readable OpenAPI document.
  case notOpenAPI(String)
  /// The text is a value, but no applicable overlay.
  case invalidOverlay(String, location: JSONPointer)
}

extension DocumentError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tooLarge(let limit): "The document is larger than \(limit) bytes. Split it, or remove what is not needed."
    case .malformed(let sentence), .notOpenAPI(let sentence): sentence
    case .invalidOverlay(let sentence, let location) where location.tokens.isEmpty:
      "The overlay cannot be applied: \(sentence)"
    case .invalidOverlay(let sentence, let location): "The overlay cannot be applied: \(sentence) (at \(location))"
    }
  }
}
