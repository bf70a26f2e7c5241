package import Assembly
package import EventThread
package import SignIn
import Settings
import TextCoding
import TokenVerification

extension Checkup {
  /// Checks the issuer of callers' access tokens: its metadata, its keys, and its clock.
  ///
  /// - Parameters:
  ///   - issuer: The issuer.
  ///   - keysURL: The place of its keys; `nil` for the one that its metadata name.
  ///   - startup: The settings for connections.
  ///   - thread: The thread of transfers.
  package mutating func checkIssuer(
    _ issuer: String,
    keysAt keysURL: ServiceURL?,
    _ startup: Startup,
    on thread: EventThread
  ) async {
    let curl = CurlSignInTransport(startup.settings, on: thread)
    let transport = DatedTransport(curl)
    do throws(SignInError) {
      let count = try await IssuerProbe(issuer, keysAt: keysURL, transport).keyCount()
      ok("issuer", "\(issuer) has \(count == 1 ? "one key" : "\(count) keys") by which callers' tokens are verified.")
    } catch {
      fail(
        "issuer",
        "Callers' tokens cannot be verified, so callers would get 503. \(error.sentence)",
        "Compare --issuer with what the provider's metadata say, and look whether this machine reaches it."
      )
    }
    if let time = transport.date.flatMap(UTCTime.ofAnswer) {
      checkClock(.seconds(time - SignInTime.system.now().seconds), of: issuer)
    }
    await curl.close()
  }
}
