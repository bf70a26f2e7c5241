import Glibc
import NIOCore
import WebServer

/// Listens on this machine for the redirect of one sign-in, and no longer (RFC 8252 section 7.3).
package struct CallbackListener: Sendable {
  private let port: Int
  private let lifetime: Duration
  private let time: SignInTime

  static let path = "/callback"
  /// The path that leads on to the provider.
  static let start = "/sign-in"
  /// The time for the last page to reach the browser.
  private static let farewell = Duration.seconds(2)

  /// Makes a listener, which is inactive until a sign-in.
  ///
  /// - Parameters:
  ///   - port: The port; 0 for any free one.
  ///   - lifetime: The time that the person has.
  ///   - time: The clock.
  package init(port: Int = 0, lifetime: Duration = .seconds(600), time: SignInTime = .system) {
    self.port = port
    self.lifetime = lifetime
    self.time = time
  }

  /// Serves the redirect URI while a person signs in.
  ///
  /// - Parameters:
  ///   - request: Makes the attempt for a redirect URI, once the port is known.
  ///   - open: Shows the attempt's URL to the person; called once.
  ///   - redeem: Turns the code into a result, before the browser is told the outcome.
  /// - Returns: The result.
  /// - Throws: The reason why there is none: a busy port, a refusal, a failure of a closure, the end of the time.
  package func signIn<Value: Sendable>(
    request: @escaping @Sendable (_ redirectURI: String) throws(SignInError) -> AuthorizationRequest,
    open: @escaping @Sendable (AuthorizationRequest) async -> Void,
    redeem: @escaping @Sendable (AuthorizationCode, AuthorizationRequest) async throws(SignInError) -> Value
  ) async throws(SignInError) -> Value {
    let pending = PendingRedirect(redeem)
    let listener = listener(pending)
    let outcome = await withTaskGroup(of: Void.self) { group in
      group.addTask { [port] in
        do {
          try await listener.run(on: try EventLoops.get(1)) { actual in
            do throws(SignInError) {
              let attempt = try request("http://127.0.0.1:\(actual)\(Self.path)")
              pending.begin(attempt)
              await open(attempt)
            } catch {
              pending.finish(.failure(error))
            }
          }
          pending.finish(.failure(.cancelled))
        } catch {
          pending.finish(.failure(Self.failure(port: port, error)))
        }
      }
      group.addTask { [time, lifetime] in
        // Ends by cancellation when the sign-in is over.
        guard (try? await time.sleep(lifetime)) != nil else { return }
        pending.finish(.failure(SignInError(.expired, "Nobody signed in within the time for it. Start again.")))
      }
      let outcome = await pending.outcomes.first { _ in true } ?? .failure(.cancelled)
      await Self.end(listener)
      group.cancelAll()
      return outcome
    }
    return try outcome.get()
  }

  private func listener<Value>(_ pending: PendingRedirect<Value>) -> HTTPListener {
    // Another user of the machine who has seen the URL in the list of processes could sign this one in as somebody else.
    let route = Route(
      prefix: "/",
      maximumBodySize: 0,
      refusal: { $0.peer.owner.isTrusted ? nil : CallbackPage.otherUser() },
      respond: { await pending.respond(to: $0) }
    )
    // A target in absolute form is for proxies only (RFC 9112 section 3.2.2).
    let handler = RouteHandler([route], slots: RequestSlots(maximum: 16, ofParty: 8)) { _, _ in false }
    var limits = ConnectionLimits()
    limits.maximumConnections = 64
    return HTTPListener(handler, address: "127.0.0.1", port: port, limits: limits) { peer in
      // Other users of the machine share a few connections, so that they cannot keep the browser out.
      peer.owner.isTrusted
        ? PartyBound(party: "own", waiting: 32, grace: .seconds(2)) : PartyBound(party: "others", waiting: 4)
    }
  }

  /// Stops listening once the page with the outcome has left, or after a moment.
  private static func end(_ listener: HTTPListener) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await listener.drain() }
      group.addTask {
        try? await SignInTime.system.sleep(farewell)
        listener.close()
      }
      await group.next()
      group.cancelAll()
    }
  }

  private static func failure(port: Int, _ error: any Error) -> SignInError {
    if let error = error as? IOError, error.errnoCode == EADDRINUSE {
      return SignInError(
        .configuration,
        "Port \(port) of 127.0.0.1 is in use: choose another one, or none for any free port."
      )
    }
    return SignInError(.configuration, "Nothing can listen on 127.0.0.1 for the redirect: \(error).")
  }
}
