import Operations

/// Stage of a call whose arguments are valid.
struct Checked: Sendable {
  let call: Call

  /// Resolves the credentials that the operation is presented, or finds that a person has to sign in first.
  ///
  /// - Throws: The reason why a credential is unavailable or unacceptable.
  func credentialed(for request: OperationRequest) async throws(CallFailure) -> Credentialed {
    Credentialed(call: call, outcome: try await request.outcome(call.credentials))
  }
}
