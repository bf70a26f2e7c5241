package import MCP

/// The outcome of an approved call.
package struct ApprovedCall: Sendable {
  /// The way in which the call ended.
  package enum Ending: Sendable, Hashable {
    case done
    /// The secrets were wrong; a person may give others, as many times as are left (`nil` if unlimited).
    case refused(attemptsLeft: Int?)
    /// Nothing was sent, because there is something that the person should know first; ask again with that notice.
    case asked(again: ApprovalNotice)
    /// Nothing was sent, nor will be for a while; a person may wait and try again.
    case postponed
    /// Nothing was sent: the session has ended, and a person has to sign in and to approve anew.
    case signInNeeded(NeededSignIn)
    /// Nothing was sent: calls are made in another account now than the one that was named; ask again with it.
    case otherAccount(CallAccount?)
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
