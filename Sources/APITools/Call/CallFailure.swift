/// Why a call did not do what it was to do, in words for the model that made it.
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
  /// Whether no secret can be in the words: what is not this program's own was looked through.
  var isClean: Bool
  /// How many more wrong secrets will be sent for the same caller; `nil` unless this says that one was wrong.
  var attemptsLeft: Int?

  init(
    _ sentence: String,
    body: String? = nil,
    event: String? = nil,
    isOutcomeUnknown: Bool = false,
    refused: [String] = [],
    isClean: Bool = false
  ) {
    self.sentence = sentence
    self.body = body
    self.event = event ?? sentence
    self.isOutcomeUnknown = isOutcomeUnknown
    self.refused = refused
    self.isClean = isClean
  }

  var text: String {
    guard let body, !body.isEmpty else { return sentence }
    return "\(sentence)\n\n\(body)"
  }

  /// The text without some secrets.
  ///
  /// In words of this program none is looked for: a gap in a known sentence tells what is missing there.
  func text(without scrubber: Scrubber) -> String { isClean ? text : scrubber.scrub(text) }
}
