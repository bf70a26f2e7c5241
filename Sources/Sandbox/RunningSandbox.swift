/// A sandbox that is listening.
package struct RunningSandbox: Sendable {
  /// What is served: its faults can be changed and its counts read.
  package let sandbox: Sandbox
  package let address: String
  package let port: Int

  /// Where the API begins, without a slash at the end.
  package var baseURL: String { "\(origin)/api" }

  /// Where the server is, without a path.
  package var origin: String { "http://\(address.contains(":") ? "[\(address)]" : address):\(port)" }

  /// The session token of an identity, without the scheme.
  package func token(of identity: Identity) -> String { sandbox.token(of: identity) }
}
