package import JSON
import Synchronization

/// A backend that echoes every secret it receives, and counts them.
///
/// Each run has a base path of its own, so several can run at once.
package final class EchoBackend: Sendable {
  /// An operation of the backend.
  package struct Route: Sendable {
    /// The HTTP method.
    package let method: String
    /// The path, with variable segments in braces.
    package let path: String
    /// Its successful response.
    package let success: EchoAnswer.Success

    /// Makes a route.
    package init(method: String, path: String, success: EchoAnswer.Success) {
      self.method = method
      self.path = path
      self.success = success
    }
  }

  /// The requests received in a run.
  package struct Account: Sendable {
    /// Requests answered with the expected response, by method and path template.
    package var echoed: [String: Int] = [:]
    /// The number of requests with the session token.
    package var sessionTokens = 0
    /// The number of requests with the password.
    package var passwords = 0
  }

  private struct Run {
    var answer = EchoAnswer.success
    /// Whether only requests with a password get this response: the others verify items, and must succeed.
    var needsPassword = false
    var situation = EchoAnswer.Situation()
    /// The number of responses so far, which selects the spellings of the next one.
    var turns = 0
    var account = Account()
  }

  /// The port that it listens on.
  package let port: UInt16
  private let listener: Socket
  private let secrets: CanarySecrets
  /// Writers of the responses, by the secrets in the request.
  private let echoes: [[CanarySecrets.Secret]: [SecretEcho]]
  /// The number of responses that cover all spellings.
  package static let parts = SecretEcho.parts
  private let routes: [Route]
  private let sessions: LeakSearch
  private let passwords: LeakSearch
  private let runs = Mutex<[Run]>([])

  /// Opens a backend on a free port of the loopback address.
  package init(_ secrets: CanarySecrets, _ routes: [Route]) throws(Socket.Failure) {
    (listener, port) = try Socket.listening()
    self.secrets = secrets
    let shown = [[], [secrets.session], [secrets.password], [secrets.session, secrets.password]]
    echoes = Dictionary(
      uniqueKeysWithValues: shown.map { shown in
        (shown, (0..<SecretEcho.parts).map { SecretEcho(secrets, shown: shown, part: $0) })
      }
    )
    // Literal paths take precedence over templates.
    self.routes = routes.sorted { $0.path.count { $0 == "{" } < $1.path.count { $0 == "{" } }
    sessions = LeakSearch([secrets.session])
    passwords = LeakSearch([secrets.password])
  }

  /// Starts a run.
  ///
  /// - Returns: The number of the run, and its base URL.
  package func begin() -> (run: Int, url: String) {
    let run = runs.withLock { runs in
      runs.append(Run())
      return runs.count - 1
    }
    return (run, "http://127.0.0.1:\(port)/\(run)")
  }

  /// Prepares for a tool call.
  ///
  /// - Parameters:
  ///   - answer: The response to its requests.
  ///   - arguments: The arguments of the call.
  ///   - needsPassword: Whether only requests with a password get this response.
  ///   - run: The run.
  package func expect(_ answer: EchoAnswer, for arguments: JSONObject, needsPassword: Bool, in run: Int) {
    runs.withLock { runs in
      runs[run].answer = answer
      runs[run].situation.arguments = arguments
      runs[run].needsPassword = needsPassword
    }
  }

  /// The requests received in a run so far.
  package func account(of run: Int) -> Account { runs.withLock { $0[run].account } }

  /// Serves requests, one after the other, until it is stopped.
  package func serve() {
    while let connection = listener.accept() { try? answer(connection) }
  }

  /// Stops ``serve()``.
  package func stop() { listener.stop() }

  private func answer(_ connection: Socket) throws(Socket.Failure) {
    guard let request = try WebRequest(from: connection) else { return }
    let parts = request.path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: true)
    guard let run = parts.first.flatMap({ Int($0) }) else { return }
    guard let answer = answer(request, "/\(parts.dropFirst().joined())", run) else { return }
    try connection.write(answer)
  }

  private func answer(_ request: WebRequest, _ path: String, _ number: Int) -> [UInt8]? {
    let hasSession = !sessions.findings(in: request.bytes).isEmpty
    let hasPassword = !passwords.findings(in: request.bytes).isEmpty
    let route = routes.first { $0.method == request.method && Self.matches(path, $0.path) }
    let success = route?.success ?? EchoAnswer.Success(status: 200) { _ in [:] }
    let (answer, situation, turn): (EchoAnswer, EchoAnswer.Situation, Int) = runs.withLock { runs in
      guard runs.indices.contains(number) else { return (.hangUp, .init(), 0) }
      runs[number].turns += 1
      let isPreparing = runs[number].needsPassword && !hasPassword
      if hasSession { runs[number].account.sessionTokens += 1 }
      if hasPassword { runs[number].account.passwords += 1 }
      if let route, !isPreparing { runs[number].account.echoed["\(route.method) \(route.path)", default: 0] += 1 }
      if !isPreparing { runs[number].situation.carriedOut += 1 }
      runs[number].situation.shown = (hasSession ? [secrets.session] : []) + (hasPassword ? [secrets.password] : [])
      return (isPreparing ? .success : runs[number].answer, runs[number].situation, runs[number].turns + number)
    }
    return echoes[situation.shown].flatMap { answer.bytes($0[turn % SecretEcho.parts], success, situation) }
  }

  private static func matches(_ path: String, _ template: String) -> Bool {
    let parts = path.split(separator: "/")
    let wanted = template.split(separator: "/")
    return parts.count == wanted.count && zip(parts, wanted).allSatisfy { $0 == $1 || $1.contains("{") }
  }
}
