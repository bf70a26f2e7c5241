import Calls

/// The content of an approval's page, for one reader.
struct ApprovalView: Sendable {
  /// State of an approval.
  enum State: Sendable {
    case waiting(Problem?)
    /// The person has to sign in, and then to decide if the call needs that.
    case signIn
    /// The person has signed in, and nothing else was asked.
    case signedIn
    /// The person has submitted the form, and the call is under way.
    case submitted
    case done
    /// The call took effect, but the secrets of its response were lost.
    case lost
    case failed(String)
    /// The process that made the call ended before the outcome was known to others.
    case unknown
    case declined
    case expired
  }

  /// A refusal of the secrets, after which the person may try again.
  struct Problem: Sendable {
    let words: String
    /// The number of further attempts, at least 1.
    let attemptsLeft: Int
  }

  /// State of the revocation of the created item.
  enum Revoking: Sendable {
    case no
    /// Revocation is possible; `problem` says why an earlier attempt is not known to have succeeded.
    case offered(String, problem: String?)
    case underWay(String)
    case done(String)
  }

  var state: State
  /// The sign-in, as this reader sees it; only in that state.
  var signIn: SignInView?
  /// The account that the call is made in; `nil` if nothing names it.
  var account: String?
  /// An event since the page was opened that changes the call, as a sentence.
  var news: String?
  /// A warning to read before approving.
  var notice: String?
  /// The reason why a call would not be sent just now; `nil` if it would be.
  var hindrance: String?
  /// The reason why the assistant may be told something else than this page says, as sentences.
  var caution: String?
  /// The secrets of the response: only for the reader who submitted the form.
  var secrets: [ApprovedCall.Secret] = []
  var revoking = Revoking.no
}
