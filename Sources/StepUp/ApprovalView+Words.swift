import Calls

extension ApprovalView {
  /// Heading and text of an approval that is not waiting for the person.
  struct Words {
    let heading: String
    let text: String
  }

  /// The same words for HTML and JSON; `nil` while the page asks for a decision.
  var words: Words? {
    guard let caution, let words = plainWords else { return plainWords }
    return Words(heading: words.heading, text: "\(words.text) \(caution)")
  }

  private var plainWords: Words? {
    if case .done(let subject) = revoking {
      return Words(
        heading: "Revoked",
        text: "It is of no use to anybody any more: \(subject). The assistant is told, and can ask for another one."
      )
    }
    return switch state {
    case .waiting, .signIn: nil
    case .signedIn:
      Words(heading: "Signed in", text: "The assistant goes on by itself. You can close this page.")
    case .submitted: Words(heading: "Under way", text: "It was sent. This page shows what comes of it in a moment.")
    case .done where !secrets.isEmpty: Words(heading: "Done", text: "The assistant does not see what is shown here.")
    case .done:
      Words(heading: "Done", text: "This is finished, and what was secret about it is not shown again.")
    case .lost:
      Words(
        heading: "Done, but the answer was lost",
        text: "What you approved was carried out, but the connection broke before the answer arrived. What is secret "
          + "of it cannot be shown any more, so it is of no use. The assistant is told."
      )
    case .failed: Words(heading: "It failed", text: "The assistant is told the same.")
    case .unknown: Words(heading: "Outcome unknown", text: Self.unknown)
    case .declined:
      Words(heading: "Declined", text: "Nothing was sent, and the assistant is told that you said no.")
    case .expired:
      Words(heading: "Expired", text: "Nothing was sent. Have the assistant ask again if you still want this.")
    }
  }
}

extension ApprovalView {
  /// The outcome of a call whose process has ended, on the page.
  private static let unknown =
    "It was approved, and the server that sent it ended before it could say what came of it. It may have been done: look "
    + "whether it was before you approve it again. It is not sent again by itself. The assistant is told the same."

  /// The caution for the person whose outcome could not be stored.
  static let unsaved =
    "What came of it could not be stored just now, so the assistant may be told that the outcome is unknown. Tell it what "
    + "you see here."
}

extension ApprovalView.Problem {
  var heading: String { "That was not accepted." }

  /// The likely causes, and the number of attempts left.
  var text: String {
    let left = attemptsLeft == 1 ? "This is the last attempt." : "\(attemptsLeft) attempts are left."
    return "It may be mistyped, or the service that checks it cannot be reached just now. \(left) \(Self.limits)"
  }

  /// The reason why fewer attempts may be left than the page says.
  private static let limits =
    "This page takes \(ApprovalState.maximumRefusals) in all, and after \(SecretAttempts.maximum) wrong ones within "
    + "\(SecretAttempts.window.components.seconds / 60) minutes, on whatever page, none is sent for a while."
}
