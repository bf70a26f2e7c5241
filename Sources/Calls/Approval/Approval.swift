package import JSON
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
}

/// A call that a person approves by giving its secrets.
package struct ApprovalRequest: Sendable {
  /// The id of the call in the record of calls; `nil` if none is kept.
  package let call: String?
  /// A secret that the call needs or accepts.
  package struct Field: Sendable, Hashable {
    /// The name of the secret's field.
    package let name: String
    /// Whether the call needs the secret.
    package let isRequired: Bool

    /// Makes a field.
    package init(name: String, isRequired: Bool) {
      self.name = name
      self.isRequired = isRequired
    }
  }

  /// The name of the tool.
  package let tool: String
  /// The title of the tool; `nil` without one.
  package let title: String?
  /// The arguments that the model gave, without secrets.
  package let arguments: JSONObject
  /// The secrets to ask for.
  package let fields: [Field]
  /// Scheme, host and port of the backend that receives the call and its secrets.
  package let backend: String
  /// Checks whether the call can succeed; called only before anybody is asked.
  package let prepare: @Sendable () async -> ApprovalPreparation
  /// The reason why no secret would be sent at present, shown before the person types one; `nil` if one would be sent.
  package let hindrance: @Sendable () async -> String?
  /// Makes the call, once for each invocation.
  package let perform: @Sendable (_ secrets: [String: String]) async -> ApprovedCall
  /// Called when the person declines.
  package let declined: @Sendable () -> Void
  /// Called when the request expires undecided, with the reason as a sentence.
  package let expired: @Sendable (_ reason: String) -> Void
  /// Called when an earlier request is the same, with that request's id in the record of calls.
  package let joined: @Sendable (_ first: String) -> Void

  /// Makes a request; closures that are left out do nothing.
  package init(
    call: String? = nil,
    tool: String,
    title: String?,
    arguments: JSONObject,
    fields: [Field],
    backend: String,
    prepare: @escaping @Sendable () async -> ApprovalPreparation = { .ask(notice: nil) },
    hindrance: @escaping @Sendable () async -> String? = { nil },
    perform: @escaping @Sendable (_ secrets: [String: String]) async -> ApprovedCall,
    declined: @escaping @Sendable () -> Void = {},
    expired: @escaping @Sendable (_ reason: String) -> Void = { _ in },
    joined: @escaping @Sendable (_ first: String) -> Void = { _ in }
  ) {
    self.call = call
    self.tool = tool
    self.title = title
    self.arguments = arguments
    self.fields = fields
    self.backend = backend
    self.prepare = prepare
    self.hindrance = hindrance
    self.perform = perform
    self.declined = declined
    self.expired = expired
    self.joined = joined
  }
}

/// The outcome of the check before a person is asked.
package enum ApprovalPreparation: Sendable {
  /// Ask the person, with a notice to show first; `nil` for none.
  case ask(notice: String?)
  /// The call cannot succeed: the model is told why, and nobody is asked.
  case refused(String)
}

/// The outcome of an approved call.
package struct ApprovedCall: Sendable {
  /// The way in which the call ended.
  package enum Ending: Sendable, Hashable {
    case done
    /// The secrets were wrong; a person may give others, as many times as are left (`nil` if unlimited).
    case refused(attemptsLeft: Int?)
    /// Nothing was sent, because there is something that the person should know first; ask again with that notice.
    case asked(again: String)
    /// Nothing was sent, nor will be for a while; a person may wait and try again.
    case postponed
    /// The call failed for another reason, or its outcome is unknown.
    case failed
    /// The call succeeded, but its response was lost, with the secrets in it.
    case lost
  }

  /// A secret of the response.
  package struct Secret: Sendable, Hashable {
    /// The name of the secret's field.
    package let name: String
    /// The secret itself.
    package let text: String

    /// Makes a secret of a name and its text.
    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// The way in which the call ended.
  package let ending: Ending
  /// The result for the model, without secrets.
  package let result: ToolResult
  /// The secrets for the person alone.
  package let secrets: [Secret]
  /// Revokes the item that the call created; `nil` if it created none, or the item cannot be revoked.
  package let revocation: Revocation?

  /// Makes an outcome.
  package init(_ ending: Ending, result: ToolResult, secrets: [Secret] = [], revocation: Revocation? = nil) {
    self.ending = ending
    self.result = result
    self.secrets = secrets
    self.revocation = revocation
  }
}

/// Revokes the item that a call created.
package struct Revocation: Sendable {
  /// The description of the item to revoke, in words.
  package let subject: String
  /// Revokes the item; returns the reason if it may still exist, else `nil`.
  package let perform: @Sendable () async -> String?

  /// Makes a revocation.
  package init(subject: String, perform: @escaping @Sendable () async -> String?) {
    self.subject = subject
    self.perform = perform
  }
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
package enum ApprovalNext: Sendable {
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
