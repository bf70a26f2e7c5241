/// A sandbox that is listening on a port.
package struct RunningSandbox: Sendable {
  /// The sandbox itself: its faults can be changed and its counts read.
  package let sandbox: Sandbox
  /// The address that it listens on.
  package let address: String
  /// The port that it listens on.
  package let port: Int

  /// The base URL of the API, without a slash at the end.
  package var baseURL: String { "\(origin)/api" }

  /// The issuer of the identity provider, without a slash at the end.
  package var issuer: String { "\(origin)/oidc" }

  /// The origin by which clients reach it, without a path.
  package var origin: String {
    sandbox.publicOrigin ?? "http://\(address.contains(":") ? "[\(address)]" : address):\(port)"
  }

  /// The session token of an identity, without the scheme.
  package func token(of identity: Identity) -> String { sandbox.token(of: identity) }
}
