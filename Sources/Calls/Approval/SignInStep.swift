import JSON
package import MCP
import Operations

/// Has a person sign in for calls that lack nothing but a session.
package struct SignInStep: Sendable {
  let approval: any Approval
  let title: String?

  /// Makes the step of a tool.
  package init(approval: any Approval, title: String?) { (self.approval, self.title) = (approval, title) }

  /// Asks the person to sign in, or returns the outcome.
  func answer(_ call: Call, of tool: OperationHandler, _ needed: NeededSignIn) async -> SignInAnswer {
    let request = ApprovalRequest(tool.stored(call), title: title, fields: [])
    return await approval.signIn(request, needed, call.context)
  }
}

/// The state of a sign-in that calls wait for.
package enum SignInAnswer: Sendable {
  /// The client has to have the person open the page, and to report back.
  case asking(InputRequired)
  /// The person has not signed in yet.
  case waiting(ApprovalLink, ApprovalNext)
  /// There is a session now: the call goes on.
  case signedIn
  /// Nobody was asked, or the person declined; the model is told why.
  case refused(String)
}

extension OperationHandler {
  /// Makes a call that needs no approval, after a person has signed in if there is no session.
  func unasked(_ checked: Checked) async throws(CallFailure) -> Outcome<ToolResult> {
    let credentialed = try await checked.credentialed(for: request)
    let call = checked.call
    guard let answer = await signInAnswer(call, credentialed.outcome) else {
      if call.context.state != nil {
        signIn?.approval.signedIn(call.context)
        call.credentials.link?.signedIn(call.context)
      }
      return .complete(try await unapproved(credentialed))
    }
    switch answer {
    case .asking(let input): return .inputRequired(input)
    case .waiting(let link, let next):
      // The link is left out: it is for the person, and the record has other readers.
      call.record?.refused("Nothing was sent: the user was asked to sign in.")
      return .complete(StepUpSchema.result(link, next, tool: name))
    case .refused(let words): throw CallFailure(words)
    case .signedIn:
      // Whatever is missing now is a failure of the call: nobody is asked twice for one.
      let credentials = request.credentials(of: call.caller, for: call.context.principal)
      let renewed = Checked(call: call.renewed(credentials))
      return .complete(try await unapproved(try await renewed.credentialed(for: request)))
    }
  }

  /// The state of the sign-in that a call lacks; `nil` if it lacks none, or nobody can sign in for it.
  private func signInAnswer(_ call: Call, _ outcome: CredentialOutcome) async -> SignInAnswer? {
    guard case .signInNeeded(let needed) = outcome else { return nil }
    if let link = needed.link { return await link.answer(needed, for: name, call.context) }
    guard let signIn, needed.service != nil else { return nil }
    return await signIn.answer(call, of: self, needed)
  }
}
