package import MCP

/// Asks a person for the secrets of a call that a model must not know, and makes the call once they are given.
package protocol Approval: Sendable {
  /// Asks for the first time, or returns the outcome: the same call leads to the same question.
  ///
  /// It takes no longer than clients wait for a response. Cancelling the task leaves the question open.
  ///
  /// - Parameters:
  ///   - request: The call to approve and its secrets.
  ///   - context: The caller.
  /// - Returns: The state of the approval.
  func answer(_ request: ApprovalRequest, _ context: RequestContext) async -> ApprovalAnswer

  /// Asks a person to sign in for a call that needs nothing else, or returns the outcome.
  ///
  /// - Parameters:
  ///   - request: The call.
  ///   - needed: The session that it lacks.
  ///   - context: The caller.
  /// - Returns: The state of the sign-in.
  func signIn(_ request: ApprovalRequest, _ needed: NeededSignIn, _ context: RequestContext) async -> SignInAnswer

  /// Reports that a call which had asked for a sign-in found a session, and goes on.
  func signedIn(_ context: RequestContext)
}

extension Approval {
  /// Nobody signs in.
  package func signIn(
    _ request: ApprovalRequest,
    _ needed: NeededSignIn,
    _ context: RequestContext
  ) async -> SignInAnswer { .refused(needed.words) }

  /// Does nothing.
  package func signedIn(_ context: RequestContext) {}
}

/// The state of an approval.
package enum ApprovalAnswer: Sendable {
  /// The client has to have the person open the page, and to report back.
  case asking(InputRequired)
  /// The person has not decided yet.
  case waiting(ApprovalLink, ApprovalNext)
  case finished(ToolResult)
  /// Nobody was asked, nor will be, and nothing was sent: the model is told why.
  case refused(String)
}

/// The next step of a model while an approval is open.
package enum ApprovalNext: Sendable, Hashable {
  /// Repeat the call: it waits for the outcome.
  case callAgain
  /// Ask the user: callers cannot be told apart, so the same call would ask again, and only the person learns the
  /// outcome.
  case askUser
  /// The person has approved; repeat the call, which waits for the outcome.
  case awaitOutcome
  /// The person has approved and learns the outcome; the same call would ask again.
  case hearOutcome
  /// The outcome is known to another process alone, or to none.
  case lookElsewhere
  /// The user has to sign in, and then to approve the call if it needs that; repeat the call, which waits for it.
  case signIn(reason: String, approves: Bool, command: String)
  /// The caller has to sign in to link a session of its own; repeat the call, which waits for it.
  case link(reason: String)
}

/// The page on which a person approves a call.
package struct ApprovalLink: Sendable, Hashable {
  /// The address of the page.
  package let url: String
  /// The time at which the page expires (RFC 3339).
  package let expiresAt: String
  /// The notice for the person before the approval; `nil` for none.
  package let notice: String?

  /// Makes a link.
  package init(url: String, expiresAt: String, notice: String? = nil) {
    self.url = url
    self.expiresAt = expiresAt
    self.notice = notice
  }
}
