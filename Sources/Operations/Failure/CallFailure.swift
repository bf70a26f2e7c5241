/// The reason why a call failed, in words for the model that made it.
///
/// It contains no secret: quotations of a caller or backend are redacted when they are inserted. The program's and the
/// document's own words are not searched, because a gap in a known sentence would reveal what is missing.
package struct CallFailure: Error, Equatable {
  /// The event, with advice.
  package var sentence: String
  /// The backend's words; `nil` if there are none.
  var body: String?
  /// The event without advice.
  package var event: String
  /// Whether the call may have taken effect nevertheless.
  package var isOutcomeUnknown: Bool
  /// The secret fields that the backend names in its refusal: one of their values was wrong.
  package var refused: [String]
  /// Whether the request may have reached the backend, and no response came.
  package var wasSent: Bool
  /// Whether nothing was sent because of too many wrong secrets.
  package var isOutOfAttempts = false
  /// The number of further wrong secrets allowed for the caller; `nil` unless a secret was wrong.
  package var attemptsLeft: Int?

  /// Makes a failure.
  package init(
    _ sentence: String,
    body: String? = nil,
    event: String? = nil,
    isOutcomeUnknown: Bool = false,
    refused: [String] = [],
    wasSent: Bool = false
  ) {
    self.sentence = sentence
    self.body = body
    self.event = event ?? sentence
    self.isOutcomeUnknown = isOutcomeUnknown
    self.refused = refused
    self.wasSent = wasSent
  }

  /// The sentence that the model is told.
  package var text: String {
    guard let body, !body.isEmpty else { return sentence }
    return "\(sentence)\n\n\(body)"
  }
}

extension CallFailure {
  /// The sentence that names refused secrets.
  package static func naming(_ secrets: [String]) -> String { "It names \(secrets.joined(separator: ", "))." }
}
