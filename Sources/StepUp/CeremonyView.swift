import APITools

/// What the page of a ceremony shows to who asks for it.
struct CeremonyView: Sendable {
  /// How far a ceremony is.
  enum State: Sendable {
    case waiting(Problem?)
    /// The secrets were taken, and the call is under way.
    case submitted
    case done
    /// What was to be done is done, but nobody has the secrets of the answer.
    case lost
    case failed(String)
    case declined
    case expired
  }

  /// Why a person has to try again.
  struct Problem: Sendable {
    let words: String
    /// How many more times, at least once.
    let attemptsLeft: Int
  }

  /// Whether what was made can be taken back.
  enum Revoking: Sendable {
    case no
    /// It can be, and why it is not known to be gone if that was tried.
    case offered(String, problem: String?)
    case underWay(String)
    case done(String)
  }

  var state: State
  /// What is good to know before it is approved.
  var notice: String?
  /// Why nothing would be sent just now; `nil` if it would be.
  var hindrance: String?
  /// The secrets of the answer, for who sent the page and in no other place.
  var secrets: [ApprovedCall.Secret] = []
  var revoking = Revoking.no
}
