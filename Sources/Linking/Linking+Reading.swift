package import MCP
import NIOHTTP1
import SignIn
package import Store
package import WebServer

/// The sign-in of people who read the pages beside the endpoint: at the callers' issuer, by the client of links.
extension Linking {
  /// The host at which people sign in to read; `nil` if they cannot.
  package var readersHost: String? {
    guard let reading, hasClient(at: reading.issuer) else { return nil }
    return ServiceURL(reading.issuer)?.authority
  }

  private func hasClient(at issuer: String) -> Bool {
    identification.issuer?.name == issuer || link(at: issuer) != nil
  }

  /// The sign-in of an API at the callers' issuer; `nil` if none is there.
  private func link(at issuer: String) -> LinkedSignIn? {
    all.lazy.compactMap { try? $0.signIn() }.first { $0.configuration.issuer == issuer }
  }

  private func endpoint(of reading: Reading) async throws(SignInError) -> TokenEndpoint {
    if let issuer = identification.issuer, issuer.name == reading.issuer { return try await issuer.endpoint() }
    guard let link = link(at: reading.issuer) else {
      throw SignInError(.configuration, "This server has no client at \(reading.issuer): give --link-client-id.")
    }
    return try await link.endpoint()
  }

  /// Leads a browser to the issuer, and after the sign-in to a page.
  ///
  /// - Parameters:
  ///   - path: The path of the page in its folder, which has been checked.
  ///   - request: The browser's request.
  /// - Returns: The redirect, or a page that says why there is none.
  package func beginReading(_ path: String, _ request: RouteRequest) async -> WebResponse {
    guard let reading else { return LinkView.unknown }
    let started: StartedAttempt
    do throws(SignInError) {
      started = try start(
        .read,
        path,
        at: try await endpoint(of: reading),
        scopes: ["openid"] + reading.scopes().filter { $0 != "openid" },
        resource: reading.resource,
        visitor(of: request)
      )
    } catch {
      return Self.failure(error)
    }
    do throws(StoreError) {
      return try await leave(by: started, until: now() + Int(options.lifetime.components.seconds))
    } catch {
      return Self.failure(SignInError(.store, "The sign-in cannot be started: \(error.message)"))
    }
  }

  /// Completes a sign-in to read: the access token is judged as one of a call, and ended.
  func read(_ attempt: LinkAttempt, _ query: String, _ request: RouteRequest) async throws(StoreError) -> WebResponse {
    guard let reading else { return LinkView.unknown }
    let grant: SignInGrant
    let provider: Provider
    let verdict: Reading.Verdict
    do throws(SignInError) {
      let endpoint = try await endpoint(of: reading)
      grant = try await self.grant(of: attempt, query, at: endpoint)
      provider = endpoint.provider
      verdict = await reading.verdict(grant.access.token.secret, request.peer)
      await endpoint.discard(grant)
    } catch {
      return Self.failure(error)
    }
    switch verdict {
    case .unavailable(let seconds):
      var response = LinkView.note(
        503,
        "Not now",
        "Nobody can tell for now who you are. Sign in again in \(seconds) s."
      )
      response.headers.replaceOrAdd(name: "Retry-After", value: String(seconds))
      return response
    case .refused(let words): return LinkView.note(403, "Not for you", words)
    case .admitted(let reader):
      // The token speaks for a caller, the ID token for the person at the browser.
      guard Self.isCaller(reader, grant, provider) else {
        return LinkView.note(
          403,
          "Not for you",
          "The access token of the provider is not of the person who signed in. Tell whoever runs the server."
        )
      }
      let id = try await readers.start(for: reader)
      return LinkView.redirect(to: "\(base)/\(attempt.page)", cookie: readerCookie.field(id))
    }
  }

  /// The ids of readers' sessions in `Cookie` fields.
  package func readerSessions(in cookies: [String]) -> [String] { readerCookie.ids(in: cookies) }

  /// The person of the first session that has not ended; `nil` if all have.
  ///
  /// - Throws: If the store cannot be used.
  package func reader(of sessions: [String]) async throws(StoreError) -> Principal? {
    for id in sessions.prefix(4) {
      if let reader = try await readers.reader(of: id), reader.issuer == reading?.issuer { return reader }
    }
    return nil
  }

  /// Ends sessions of a browser.
  ///
  /// - Returns: The `Set-Cookie` field that removes its cookie.
  /// - Throws: If the store cannot be used, so that a session may still be there.
  package func endReading(_ sessions: [String]) async throws(StoreError) -> String {
    for id in sessions { try await readers.end(id) }
    return readerCookie.removal
  }

  private var readers: ReaderSessions { ReaderSessions(store: store, now: now) }
  private var readerCookie: ReaderCookie { ReaderCookie(at: base) }

  /// The page of a sign-in that failed; an outage is no refusal.
  private static func failure(_ error: SignInError) -> WebResponse {
    let status =
      switch error.kind {
      case .unavailable, .store: 503
      case .denied: 403
      case .refused, .expired, .cancelled, .absent, .ambiguous, .ended: 400
      case .configuration, .untrusted: 502
      }
    return LinkView.note(status, status == 503 ? "Not now" : "Not signed in", error.sentence)
  }
}
