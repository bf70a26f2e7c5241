import NIOHTTP1
import Synchronization
import WebServer

/// The redirect that a sign-in waits for: the first request with the right `state` decides, all others change nothing.
final class PendingRedirect<Value: Sendable>: Sendable {
  typealias Outcome = Result<Value, SignInError>
  typealias Redeem = @Sendable (AuthorizationCode, AuthorizationRequest) async throws(SignInError) -> Value

  private struct State {
    var request: AuthorizationRequest?
    var isDecided = false
  }

  private let state = Mutex(State())
  private let redeem: Redeem
  /// The outcome, once.
  let outcomes: AsyncStream<Outcome>
  private let sink: AsyncStream<Outcome>.Continuation

  init(_ redeem: @escaping Redeem) {
    self.redeem = redeem
    (outcomes, sink) = AsyncStream.makeStream()
  }

  /// Begins to accept the redirect of an attempt.
  func begin(_ request: AuthorizationRequest) { state.withLock { $0.request = request } }

  /// Ends the wait with an outcome, unless there is one.
  func finish(_ outcome: Outcome) {
    sink.yield(outcome)
    sink.finish()
  }

  /// Responds to a request to the listener.
  func respond(to request: RouteRequest) async -> WebResponse {
    // A page elsewhere could reach this port under a name of its own.
    guard let port = request.peer.local?.port, request[field: "host"] == "127.0.0.1:\(port)" else {
      return .text(.misdirectedRequest, "Nothing is served under this name")
    }
    let path = "/\(request.path)"
    if path == CallbackListener.start, request.method == "GET" { return start() }
    guard path == CallbackListener.path else { return .text(.notFound, "There is nothing at this path") }
    guard request.method == "GET" else { return Self.wrongMethod }
    guard let (attempt, redirect) = take(request.query ?? "") else { return CallbackPage.foreign() }
    switch redirect {
    case .foreign: return CallbackPage.foreign()
    case .failed(let error):
      finish(.failure(error))
      return CallbackPage.failed(error)
    case .code(let code):
      do throws(SignInError) {
        finish(.success(try await redeem(code, attempt)))
        return CallbackPage.signedIn()
      } catch {
        finish(.failure(error))
        return CallbackPage.failed(error)
      }
    }
  }

  /// Leads on to the provider, as long as nothing is decided.
  private func start() -> WebResponse {
    guard let url = state.withLock({ $0.isDecided ? nil : $0.request?.url }) else { return CallbackPage.foreign() }
    return CallbackPage.leading(to: url)
  }

  private func take(_ query: String) -> (AuthorizationRequest, AuthorizationRequest.Redirect)? {
    state.withLock { state in
      guard let attempt = state.request, !state.isDecided else { return nil }
      let redirect = attempt.redirect(query: query)
      if case .foreign = redirect { return nil }
      state.isDecided = true
      return (attempt, redirect)
    }
  }

  private static var wrongMethod: WebResponse {
    var response = WebResponse.text(.methodNotAllowed, "The redirect is a GET request")
    response.headers.add(name: "Allow", value: "GET")
    return response
  }
}
