import Assembly
import EventThread
import Logging
import MCPHTTP
import ProcessEnvironment
import Settings
import SignIn
import TokenVerification

/// The issuer of callers' access tokens, as the options describe it.
struct IssuerSetup {
  let requirements: TokenRequirements
  let resource: ProtectedResource
  let keysURL: ServiceURL?
  let introspector: OAuthClient?

  /// The rule that admits its callers, and those that another rule knows.
  func rule(besides other: (any AccessRule)?, _ startup: Startup, on thread: EventThread) -> any AccessRule {
    let verifier = TokenVerifier(
      requirements,
      keysURL: keysURL,
      introspector: introspector,
      transport: CurlSignInTransport(startup.settings, on: thread),
      note: { [logger = startup.logger] in logger.warning("\($0)") }
    )
    return IssuedTokenAccess(verifier, for: resource, besides: other) { [logger = startup.logger] in
      logger.info("\($0)")
    }
  }
}
