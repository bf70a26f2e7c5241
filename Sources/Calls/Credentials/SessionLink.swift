package import MCP

/// Has the caller of a call sign in on a page, and binds the session to that caller alone.
package protocol SessionLink: Sendable {
  /// Asks the caller to sign in, or returns the outcome: all calls of a caller to one API share a page.
  ///
  /// It takes no longer than clients wait for a response. Cancelling the task leaves the page open.
  ///
  /// - Parameters:
  ///   - needed: The session that the call lacks.
  ///   - tool: The tool that is called.
  ///   - context: The caller.
  /// - Returns: The state of the sign-in.
  func answer(_ needed: NeededSignIn, for tool: String, _ context: RequestContext) async -> SignInAnswer

  /// Reports that a call which had asked for a sign-in found a session, and goes on.
  func signedIn(_ context: RequestContext)
}
