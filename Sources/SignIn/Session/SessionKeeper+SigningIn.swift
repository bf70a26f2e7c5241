import Synchronization

extension SessionKeeper {
  /// The outcome of storing a new session; it is stored in any case.
  package struct Keeping: Sendable {
    /// The session that it replaced; `nil` if there was none that can be read.
    package let former: StoredSession?
    /// Whether the provider revoked the tokens of that one.
    package let isRevoked: Bool
    /// The reason why they could not be revoked; `nil` if there is none.
    package let problem: SignInError?
  }

  /// Stores the session of a new sign-in, and then revokes the grant of the session that it replaces.
  ///
  /// - Returns: The outcome for the former session.
  /// - Throws: If the session is not of this configuration, or cannot be stored; nothing is revoked then.
  @discardableResult
  package func keep(_ session: StoredSession) async throws(SignInError) -> Keeping {
    try configuration.check(session)
    var problems: [SignInError] = []
    var former: StoredSession?
    do throws(SignInError) { former = try await storage.read()?.session } catch { problems.append(error) }
    try await storage.replace(with: session)
    state.withLock { $0 = State(session: session, readAt: time.now()) }
    // Some providers give the same token again: revoking it would end the new session.
    let isShared = former?.providerTokens.isDisjoint(with: session.providerTokens) == false
    let isRevoked = if let former, !isShared { await revoke(former, &problems) } else { false }
    return Keeping(former: former, isRevoked: isRevoked, problem: problems.first)
  }
}

extension StoredSession {
  /// The tokens of the provider, which a revocation ends.
  fileprivate var providerTokens: Set<TokenText> {
    Set([providerAccess?.token, providerRefresh?.token].compactMap(\.self))
  }
}
