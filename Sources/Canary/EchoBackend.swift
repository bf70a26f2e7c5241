package import JSON
import Synchronization

/// A backend that says every secret again that it gets, and keeps account of what it got.
///
/// Each run has a base path of its own, so that several can go on at once.
package final class EchoBackend: Sendable {
  /// An operation that it knows.
  package struct Route: Sendable {
    package let method: String
    /// The path, with braces around what varies.
    package let path: String
    package let success: EchoAnswer.Success

    package init(method: String, path: String, success: EchoAnswer.Success) {
      self.method = method
      self.path = path
      self.success = success
    }
  }

  /// What has come in a run.
  package struct Account: Sendable {
    /// Requests that were answered as the run wants it, by method and path as the document has them.
    package var echoed: [String: Int] = [:]
    package var sessionTokens = 0
    package var passwords = 0
  }

  private struct Run {
    var answer = EchoAnswer.success
    /// Whether only requests with a password are answered so: the others find out what there is, and have to succeed.
    var needsPassword = false
    var situation = EchoAnswer.Situation()
    /// How many answers there were, which decides the part of the spellings that the next one has.
    var turns = 0
    var account = Account()
  }

  package let port: UInt16
  private let listener: Socket
  private let secrets: CanarySecrets
  /// What writes the answers, by the secrets that a request has.
  private let echoes: [[CanarySecrets.Secret]: [Echo]]
  /// How many answers it takes to say everything in every spelling.
  package static let parts = Echo.parts
  private let routes: [Route]
  private let sessions: SecretSearch
  private let passwords: SecretSearch
  private let runs = Mutex<[Run]>([])

  package init(_ secrets: CanarySecrets, _ routes: [Route]) throws(Socket.Failure) {
    (listener, port) = try Socket.listening()
    self.secrets = secrets
    let shown = [[], [secrets.session], [secrets.password], [secrets.session, secrets.password]]
    echoes = Dictionary(
      uniqueKeysWithValues: shown.map { shown in
        (shown, (0..<Echo.parts).map { Echo(secrets, shown: shown, part: $0) })
      }
    )
    // What is spelled out comes before what varies.
    self.routes = routes.sorted { $0.path.count { $0 == "{" } < $1.path.count { $0 == "{" } }
    sessions = SecretSearch([secrets.session])
    passwords = SecretSearch([secrets.password])
  }

  /// Begins a run.
  ///
  /// - Returns: The number of the run, and where the API is for it.
  package func begin() -> (run: Int, url: String) {
    let run = runs.withLock { runs in
      runs.append(Run())
      return runs.count - 1
    }
    return (run, "http://127.0.0.1:\(port)/\(run)")
  }

  /// Prepares for the call of a tool.
  ///
  /// - Parameters:
  ///   - answer: What it is answered.
  ///   - arguments: What the tool is called with.
  ///   - needsPassword: Whether only requests with a password are answered so.
  ///   - run: The run.
  package func expect(_ answer: EchoAnswer, for arguments: JSONObject, needsPassword: Bool, in run: Int) {
    runs.withLock { runs in
      runs[run].answer = answer
      runs[run].situation.arguments = arguments
      runs[run].needsPassword = needsPassword
    }
  }

  /// What has come in a run so far.
  package func account(of run: Int) -> Account { runs.withLock { $0[run].account } }

  /// Answers requests, one after the other, until it is stopped.
  package func serve() {
    while let connection = listener.accept() { try? answer(connection) }
  }

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
    return echoes[situation.shown].flatMap { answer.bytes($0[turn % Echo.parts], success, situation) }
  }

  private static func matches(_ path: String, _ template: String) -> Bool {
    let parts = path.split(separator: "/")
    let wanted = template.split(separator: "/")
    return parts.count == wanted.count && zip(parts, wanted).allSatisfy { $0 == $1 || $1.contains("{") }
  }
}
