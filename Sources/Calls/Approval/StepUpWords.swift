/// The sentences on approvals, each in one place: for schemas, descriptions, instructions, results and their `next`.
package enum StepUpWords {
  /// The meaning of a result with a link.
  package static let rule =
    "A result with step_up is no outcome: the user has to approve the call on a private page. Pass its link on to the "
    + "user, and do what step_up.next says."

  /// The effect of a second call.
  package static let repetition =
    "Where this server can tell its callers apart, the same call again waits for the same approval; where it cannot, "
    + "next says so, and each call asks for another approval, to be carried out when it is given."

  /// The sentences on secrets that a call may lack, for the description of a tool.
  package static func ofTool(without names: [String]) -> String {
    "Without \(names.joined(separator: " and ")), the user is asked. \(rule) \(repetition)"
  }

  /// The refusal of a call that only a person could approve, of a program that calls for itself.
  static let ofService =
    "Nothing was sent, because a person has to approve this on a page, and this caller is a program with a token of its "
    + "own. Call it with the token of a person who has signed in."

  /// The next step for a model while an approval is open, self-contained.
  static func next(_ link: ApprovalLink, _ next: ApprovalNext, tool: String) -> String {
    let notice = link.notice.map { " Tell the user first: \($0)" } ?? ""
    return "\(words(link, next, tool: tool)) The page ends at \(link.expiresAt). "
      + "Do not ask for secrets in this conversation.\(notice)"
  }

  private static func words(_ link: ApprovalLink, _ next: ApprovalNext, tool: String) -> String {
    let request =
      "Nothing was sent yet: the user has to approve this on a private page, and types the secret there. Give the user "
      + "this link, unless they have the page open already: \(link.url)\n"
    let sent = "The user has approved this, and it was sent; what came of it is not known yet. "
    return switch next {
    case .callAgain:
      request + "Then call \(tool) again with exactly the same arguments: that waits for the user and gives the "
        + "outcome. It makes no second approval, and never a second call of the API; with other arguments it asks for "
        + "another approval."
    case .askUser: request + hearing(tool)
    case .awaitOutcome:
      sent
        + "Call \(tool) again with exactly the same arguments: that waits for the outcome and sends nothing. The user "
        + "sees it on the page, too: \(link.url)"
    case .hearOutcome: sent + "The page is \(link.url)\n" + hearing(tool)
    case .signIn(let reason, let approves, let command):
      "Nothing was sent: the user has to sign in first. \(reason) Give the user this link to a private page, unless they "
        + "have it open already; they sign in there\(approves ? " and approve this" : ""): \(link.url)\n"
        + "Then call \(tool) again with exactly the same arguments: that waits for the user, and goes on by itself. "
        + "Whoever runs this server can sign in at a terminal instead, with \(command), or set a token by --token-file "
        + "or NETHESIS_MCP_TOKEN_FILE."
    case .link(let reason):
      "Nothing was sent: the user has to sign in first, as the person whose calls these are. \(reason) Give the user this "
        + "link to a private page, unless they have it open already: \(link.url)\n"
        + "Then call \(tool) again with exactly the same arguments: that waits for the user, and goes on by itself. The "
        + "link is of no use to anybody else."
    case .lookElsewhere:
      "This is not finished here: another server asks the user to approve it, at \(link.url)\nNothing was done about "
        + "it here. Ask the user, or look whether it was done, before you call \(tool) again: that asks for another "
        + "approval."
    }
  }

  private static func hearing(_ tool: String) -> String {
    "The page shows the outcome to the user, who can tell you. Do not call \(tool) again for it: this server cannot tell "
      + "its callers apart, so each call asks for another approval, and each one that is given is carried out."
  }
}
