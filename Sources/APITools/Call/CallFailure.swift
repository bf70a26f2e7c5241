/// Why a call did not do what it was to do, in words for the model that made it.
struct CallFailure: Error, Equatable {
  /// What happened and what to do next.
  var sentence: String
  /// What the backend said, if it said something.
  var body: String?
  /// The status of the backend's answer; `nil` if there was none, or it was no refusal.
  var status: Int?

  init(_ sentence: String, body: String? = nil, status: Int? = nil) {
    self.sentence = sentence
    self.body = body
    self.status = status
  }

  var text: String {
    guard let body, !body.isEmpty else { return sentence }
    return "\(sentence)\n\n\(body)"
  }
}
