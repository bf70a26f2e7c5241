/// Carries out what people decide about approvals: finds the operation of each among those that are served now.
package protocol ApprovalCarrier: Sendable {
  /// Checks whether a call can succeed; called only before anybody is asked.
  func prepare(_ request: ApprovalRequest) async -> ApprovalPreparation

  /// The reason why no secret would be sent at present, shown before the person types one; `nil` if one would be sent.
  func hindrance(of request: ApprovalRequest) async -> String?

  /// Makes the call with the secrets that a person gave, once for each invocation.
  func perform(_ request: ApprovalRequest, with secrets: [String: String]) async -> ApprovedCall

  /// Revokes the item that the call created.
  ///
  /// - Returns: The reason why it may still exist; `nil` if it is gone.
  func revoke(_ revocation: Revocation, of request: ApprovalRequest) async -> String?

  /// Records that the person declined.
  func declined(_ request: ApprovalRequest)

  /// Records that the call cannot succeed, found out after the person had signed in.
  func refused(_ request: ApprovalRequest, because words: String)

  /// Records that the request expired undecided, with the reason as a sentence.
  func expired(_ request: ApprovalRequest, because reason: String)

  /// Records that the call is the same as an earlier one, with the id of that one.
  func joined(_ request: ApprovalRequest, to first: String)
}
