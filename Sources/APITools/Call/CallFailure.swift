/// Why a call did not do what it was to do, in words for the model that made it.
struct CallFailure: Error, Equatable {
  /// What happened and what to do next.
  var sentence: String
  /// What the backend said, if it said something.
  var body: String?
  /// The status of the backend's answer; `nil` if there was none, or it was no refusal.
  var status: Int?
  /// What happened, without what to do next.
  var event: String
  /// Whether the call may have had its effect all the same.
  var isOutcomeUnknown: Bool
  /// How many more wrong secrets will be sent for the same caller; `nil` unless this says that one was wrong.
  var attemptsLeft: Int?

  init(
    _ sentence: String,
    body: String? = nil,
    status: Int? = nil,
    event: String? = nil,
    isOutcomeUnknown: Bool = false
  ) {
    self.sentence = sentence
    self.body = body
    self.status = status
    self.event = event ?? sentence
    self.isOutcomeUnknown = isOutcomeUnknown
  }

  var text: String {
    guard let body, !body.isEmpty else { return sentence }
    return "\(sentence)\n\n\(body)"
  }

  /// Whether the backend says that one of some arguments was wrong: it refuses, and names it.
  func refuses(_ names: [String]) -> Bool {
    guard let status, [400, 401, 403, 422].contains(status), let body else { return false }
    return names.contains { body.contains("\"\($0)\"") }
  }
}
