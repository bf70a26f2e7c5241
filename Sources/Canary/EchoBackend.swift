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
    /// The number of responses that gave the tokens of a sign-in, at least one for each.
    package var signIns = 0
  }

  private struct Run {
    var answer = EchoAnswer.success
    /// Whether only requests with a password get this response: the others verify items, and must succeed.
    var needsPassword = false
    var situation = EchoAnswer.Situation()
    /// The number of responses so far, which selects the spellings of the next one.
    var turns = 0
    /// Whether somebody signs in, so that its services are there.
    var signsIn = false
    /// The secrets of the sign-in that were given or received so far, each once.
    var given: [CanarySecrets.Secret] = []
    /// The endpoints of the sign-in that were asked before.
    var asked: Set<EchoSignIn> = []
    var account = Account()

    mutating func note(_ secrets: [CanarySecrets.Secret]) {
      for secret in secrets where !given.contains(secret) { given.append(secret) }
    }
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
  /// The endpoints of sign-ins, by their paths below the base URL of a run.
  private let endpoints: [String: EchoSignIn]
  private let sessions: LeakSearch
  private let passwords: LeakSearch
  private let runs = Mutex<[Run]>([])

  /// Opens a backend on a free port of the loopback address.
  ///
  /// - Parameters:
  ///   - secrets: The secrets that it repeats.
  ///   - routes: Its operations.
  ///   - endpoints: The endpoints of sign-ins, by their paths.
  /// - Throws: An error if it cannot listen.
  package init(
    _ secrets: CanarySecrets,
    _ routes: [Route],
    signIn endpoints: [String: EchoSignIn] = [:]
  ) throws(Socket.Failure) {
    self.endpoints = endpoints
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
    sessions = LeakSearch([secrets.session] + secrets.signIn.carried)
    passwords = LeakSearch([secrets.password])
  }

  /// Starts a run.
  ///
  /// - Parameter signsIn: Whether somebody signs in.
  /// - Returns: The number of the run, and its base URL.
  package func begin(signsIn: Bool = false) -> (run: Int, url: String) {
    let run = runs.withLock { runs in
      runs.append(Run(signsIn: signsIn))
      return runs.count - 1
    }
    return (run, "http://127.0.0.1:\(port)/\(run)")
  }

  /// Prepares for another process: codes were known only to the one before, which has used them up.
  package func beginProcess(in run: Int) {
    let codes = [secrets.signIn.code, secrets.signIn.deviceCode]
    runs.withLock { $0[run].given.removeAll(where: codes.contains) }
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
    if let endpoint = endpoints[path], isOfSignIn(endpoint, number) { return answer(request, endpoint, number) }
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
      let given = runs[number].given
      let session = hasSession ? given.isEmpty ? [secrets.session] : given : []
      runs[number].situation.shown = session + (hasPassword ? [secrets.password] : [])
      return (isPreparing ? .success : runs[number].answer, runs[number].situation, runs[number].turns + number)
    }
    let echo = echo(of: situation.shown, turn)
    return answer.bytes(echo, success, situation)
  }

  /// The writer of a response; those of sign-ins are made as they are needed.
  private func echo(of shown: [CanarySecrets.Secret], _ turn: Int) -> SecretEcho {
    let part = turn % SecretEcho.parts
    return echoes[shown]?[part] ?? SecretEcho(secrets, shown: shown, part: part)
  }

  /// Whether a path is an endpoint of the sign-in now; that of the account may be an operation, too.
  private func isOfSignIn(_ endpoint: EchoSignIn, _ number: Int) -> Bool {
    runs.withLock { runs in
      guard runs.indices.contains(number), runs[number].signsIn else { return false }
      return endpoint != .account || runs[number].account.signIns == 0
    }
  }

  /// Answers a request of a sign-in.
  private func answer(_ request: WebRequest, _ endpoint: EchoSignIn, _ number: Int) -> [UInt8]? {
    let own = secrets.signIn
    let received = own.all.filter { !LeakSearch([$0]).findings(in: request.bytes).isEmpty }
    let (given, turn, isRefused): ([CanarySecrets.Secret], Int, Bool) = runs.withLock { runs in
      guard runs.indices.contains(number) else { return ([], 0, true) }
      runs[number].turns += 1
      runs[number].note(received)
      let isFirst = runs[number].asked.insert(endpoint).inserted
      let isRefused = endpoint.refusesFirst && isFirst
      if !isRefused {
        runs[number].note(endpoint.given(own))
        // An API without sessions of its own is called with the provider's token; a pasted one is only looked at.
        if [.token, .exchange, .account].contains(endpoint) { runs[number].account.signIns += 1 }
      }
      return (runs[number].given, runs[number].turns + number, isRefused)
    }
    let issuer = "http://127.0.0.1:\(port)/\(number)\(EchoSignIn.issuer)"
    return endpoint.bytes(echo(of: given, turn), own, at: issuer, isRefused: isRefused)
  }

  private static func matches(_ path: String, _ template: String) -> Bool {
    let parts = path.split(separator: "/")
    let wanted = template.split(separator: "/")
    return parts.count == wanted.count && zip(parts, wanted).allSatisfy { $0 == $1 || $1.contains("{") }
  }
}
