import EventThread
package import Linking
import Logging
import Operations
import ProcessEnvironment
import Settings
import SignIn

extension Startup {
  /// The credentials of an API whose callers link sessions of their own.
  func linked(
    _ linking: Linking,
    _ loaded: LoadedDocument,
    at base: BaseURL,
    on thread: EventThread
  ) -> LinkedCredentials {
    LinkedCredentials(
      settings.document,
      at: "\(base)",
      linking: linking,
      learn: { [redactor] in redactor.add($0) }
    ) { [self] () throws(SignInError) in
      try SignInGround(settings, loaded, at: base, redactor, on: thread) { [logger] in logger.notice("\($0)") }.linked
    }
  }
}

extension SignInGround {
  /// The sessions that callers have linked for the API.
  package func linkedSessions(in shared: SharedStore?) -> LinkedSessions {
    LinkedSessions(in: shared?.values ?? sessions.store, setup.configuration, transport)
  }

  /// The sign-in by which callers get sessions of their own.
  var linked: LinkedSignIn {
    let kept = KeptEndpoint { () async throws(SignInError) in try await setup.endpoint(for: .browser, by: transport) }
    return LinkedSignIn(
      setup.configuration,
      transport: transport,
      endpoint: { () async throws(SignInError) in try await kept.endpoint() },
      scopes: { setup.scopes(at: $0) }
    )
  }
}
