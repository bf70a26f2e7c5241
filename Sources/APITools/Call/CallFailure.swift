/// Why a call did not do what it was to do, in words for the model that made it.
///
/// No secret is in the words: whoever quotes a caller or a backend in them takes the secrets out of what is quoted. What
/// is this program's own, or the document's, is not searched: a gap in a known sentence tells what is missing there.
struct CallFailure: Error, Equatable {
  /// What happened and what to do next.
  var sentence: String
  /// What the backend said, if it said something.
  var body: String?
  /// What happened, without what to do next.
  var event: String
  /// Whether the call may have had its effect all the same.
  var isOutcomeUnknown: Bool
  /// The secrets that the backend names in refusing the call, by their fields: one of them was wrong.
  var refused: [String]
  /// Whether the request may have reached the backend without a response.
  var wasSent: Bool
  /// Whether nothing was sent because too many secrets were wrong.
  var isOutOfAttempts = false
  /// How many more wrong secrets will be sent for the same caller; `nil` unless this says that one was wrong.
  var attemptsLeft: Int?

  init(
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

  var text: String {
    guard let body, !body.isEmpty else { return sentence }
    return "\(sentence)\n\n\(body)"
  }
}
