import Operations

/// Stage of a call whose arguments are valid.
struct Checked: Sendable {
  let call: Call

  /// Resolves the credentials that the operation is presented.
  ///
  /// - Throws: The reason why there is none, or why it is unacceptable.
  func credentialed(for request: OperationRequest) async throws(CallFailure) -> Credentialed {
    Credentialed(call: call, presented: try await request.presented(call.credentials))
  }
}
