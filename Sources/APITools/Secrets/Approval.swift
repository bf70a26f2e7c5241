package import JSON
package import MCP

/// Asks a person for the secrets of a call that a model must not know, and has the call made when they were given.
package protocol Approval: Sendable {
  /// Asks for the first time, or finds out what came of it: the same call leads to the same question.
  ///
  /// It takes no longer than clients wait for an answer. Cancelling the task leaves the question open.
  ///
  /// - Parameters:
  ///   - request: What is asked for.
  ///   - context: Who asks.
  /// - Returns: How far it is.
  func answer(_ request: ApprovalRequest, _ context: RequestContext) async -> ApprovalAnswer
}

/// A call that a person has to approve by giving its secrets.
package struct ApprovalRequest: Sendable {
  /// Names the call in the record of calls; `nil` if none is kept.
  package let call: String?
  /// A secret that the call needs, or may have.
  package struct Field: Sendable, Hashable {
    package let name: String
    package let isRequired: Bool

    package init(name: String, isRequired: Bool) {
      self.name = name
      self.isRequired = isRequired
    }
  }

  package let tool: String
  package let title: String?
  /// What the model gave: no secret is in it.
  package let arguments: JSONObject
  package let fields: [Field]
  /// Scheme, host and port of where the call and its secrets go.
  package let backend: String
  /// Finds out whether the call can succeed, before anybody is asked; to be called only then.
  package let prepare: @Sendable () async -> ApprovalPreparation
  /// Finds out why no secret would be sent just now, for the person to read before typing one; `nil` if one would be.
  package let hindrance: @Sendable () async -> String?
  /// Makes the call, once for each time that it is called.
  package let perform: @Sendable (_ secrets: [String: String]) async -> ApprovedCall
  /// To be called when the person says no.
  package let declined: @Sendable () -> Void
  /// To be called when nobody has decided and nobody can any more, with the reason as a sentence.
  package let expired: @Sendable (_ reason: String) -> Void
  /// To be called when this is the same as an earlier request, with what that is called in the record.
  package let joined: @Sendable (_ first: String) -> Void

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

/// What was found out before a person is asked.
package enum ApprovalPreparation: Sendable {
  /// The person is to be asked, and told something that is good to know first.
  case ask(notice: String?)
  /// The call cannot succeed: the model is told why, and nobody is asked.
  case refused(String)
}

/// What came of a call that was approved.
package struct ApprovedCall: Sendable {
  package enum Ending: Sendable, Hashable {
    case done
    /// The secrets were wrong, so a person may give others, so many times if that is limited.
    case refused(attemptsLeft: Int?)
    /// Nothing was sent, because there is something that the person did not know and should.
    case asked(again: String)
    /// Nothing was sent, and will not be for a while, so that a person may wait and try again.
    case postponed
    /// It failed for another reason, or nobody knows whether it did.
    case failed
    /// It did what it was to do, but the answer was lost, and with it what was secret of it.
    case lost
  }

  /// A secret of the answer.
  package struct Secret: Sendable, Hashable {
    package let name: String
    package let text: String

    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  package let ending: Ending
  /// What the model is told: no secret is in it.
  package let result: ToolResult
  /// What only the person is told.
  package let secrets: [Secret]
  /// Takes back what was made; `nil` if nothing was, or it cannot be taken back.
  package let revocation: Revocation?

  package init(_ ending: Ending, result: ToolResult, secrets: [Secret] = [], revocation: Revocation? = nil) {
    self.ending = ending
    self.result = result
    self.secrets = secrets
    self.revocation = revocation
  }
}

/// Takes back what a call made.
package struct Revocation: Sendable {
  /// What it takes back, in words.
  package let subject: String
  /// Takes it back, and says why it is not known to be gone if it is not.
  package let perform: @Sendable () async -> String?

  package init(subject: String, perform: @escaping @Sendable () async -> String?) {
    self.subject = subject
    self.perform = perform
  }
}

/// How far an approval is.
package enum ApprovalAnswer: Sendable {
  /// The client is to have the person open the page, and to say that it did.
  case asking(InputRequired)
  /// The person has not decided yet.
  case waiting(ApprovalLink, ApprovalNext)
  case finished(ToolResult)
  /// Nobody was asked, nor will be, and nothing was sent: the model is told why.
  case refused(String)
}

/// What a model can do about an approval that is open.
package enum ApprovalNext: Sendable {
  /// The same call waits for the outcome.
  case callAgain
  /// The same call would ask once more, because nothing tells callers apart: only the person learns the outcome.
  case askUser
  /// The person has approved, and the same call waits for the outcome.
  case awaitOutcome
  /// The person has approved and learns the outcome; the same call would ask once more.
  case hearOutcome
  /// The outcome is known to another process alone, or to none.
  case lookElsewhere
}

/// The page on which a person approves a call.
package struct ApprovalLink: Sendable, Hashable {
  package let url: String
  /// When the page ends, as RFC 3339 writes it.
  package let expiresAt: String
  /// What is good to know before it is approved.
  package let notice: String?

  package init(url: String, expiresAt: String, notice: String? = nil) {
    self.url = url
    self.expiresAt = expiresAt
    self.notice = notice
  }
}
