package import HTTPTypes
package import JSON
package import MCP
package import Operations
import Redaction

/// Sends requests for one operation, with the caller's credentials.
package struct OperationRequest: Sendable {
  /// Method and path, as in the document.
  let name: String
  let credential: CredentialCheck
  let template: RequestTemplate
  let sentences: FailureSentences
  let backend: any Backend
  let server: APIServer
  /// Callers' tokens that a backend has accepted.
  let accepted: AcceptedTokens

  /// Makes one of its parts.
  package init(
    name: String,
    credential: CredentialCheck,
    template: RequestTemplate,
    sentences: FailureSentences,
    backend: any Backend,
    server: APIServer,
    accepted: AcceptedTokens
  ) {
    self.name = name
    self.credential = credential
    self.template = template
    self.sentences = sentences
    self.backend = backend
    self.server = server
    self.accepted = accepted
  }

  /// The credentials of a call: those that its caller brought, else those that the server has for that caller.
  package func credentials(of caller: CallerCredential?, for principal: Principal) -> CallCredentials {
    let source = server.credentials.source(for: principal)
    guard server.acceptsCallers, let caller, let own = caller.credential(of: server.document) else {
      return CallCredentials(source)
    }
    // No response repeats what the caller brought for other documents.
    let others = caller.secrets.filter { $0 != own.secret }.map(server.callers.secret)
    let held = others.isEmpty ? source.held : source.held.adding(others)
    return CallCredentials(CallerCredentials(caller: own, secrets: server.callers, held: held))
  }

  /// The outcome of the search for the credentials that the operation is presented.
  ///
  /// - Throws: The reason why one is unavailable or unacceptable.
  package func outcome(_ credentials: CallCredentials) async throws(CallFailure) -> CredentialOutcome {
    try await credential.outcome(from: credentials)
  }

  /// The credentials that the operation is presented.
  ///
  /// - Throws: The reason why there is none, or why it is unacceptable.
  package func presented(_ credentials: CallCredentials) async throws(CallFailure) -> PresentedCredentials {
    try await outcome(credentials).presented
  }

  /// The secrets of a call whose credentials may have been renewed since.
  func renewed(_ ledger: SecretLedger, of call: Call) async -> SecretLedger {
    guard let current = try? await presented(call.credentials) else { return ledger }
    var ledger = ledger
    ledger.present(current)
    return ledger
  }

  /// The account behind presented credentials of a call, for counting wrong secrets.
  func account(of presented: PresentedCredentials, _ credentials: CallCredentials) -> BackendAccount {
    let origin = server.base.origin
    let places = presented.credentials.map { credentials.place(for: $0.scheme) }
    let isAccepted = presented.credentials.map { $0.token.map { accepted.contains($0, at: origin) } ?? false }
    return presented.account(at: origin, places, isAccepted)
  }

  /// The account of presented credentials, for the person; `nil` if nothing names it.
  func person(of presented: PresentedCredentials, _ credentials: CallCredentials) -> CallAccount? {
    let accounts = presented.credentials.compactMap { shown in
      credentials.account(of: shown.credential) ?? CallAccount(shown.credential)
    }
    guard accounts.count > 1 else { return accounts.first }
    return CallAccount(
      label: accounts.map(\.label).joined(separator: " and "),
      identity: accounts.map(\.identity).joined(separator: "\n\n")
    )
  }

  /// The request for valid arguments, still without credentials.
  package func request(_ arguments: JSONObject) throws(CallFailure) -> (HTTPRequest, body: [UInt8]) {
    try template.request(arguments)
  }

  /// Sends a request with credentials, and records it.
  ///
  /// It is sent once. Only a `GET` or `HEAD` whose credentials are refused with 401 is sent once more, if their source
  /// has others then: the backend has not carried it out, and twice would do no harm.
  ///
  /// - Throws: The reason why there is no response, or why nothing was sent: no record can be kept.
  func send(
    _ request: HTTPRequest,
    _ body: [UInt8],
    presenting presented: PresentedCredentials,
    for purpose: AuditedCall.Purpose,
    of call: Call,
    recording arguments: JSONObject? = nil
  ) async throws(CallFailure) -> BackendExchange {
    let first = try await sendOnce(request, body, presenting: presented, for: purpose, of: call, recording: arguments)
    var exchange = BackendExchange(response: first, presented: presented)
    guard first.status == 401, !presented.credentials.isEmpty else { return exchange }
    switch await credential.renewal(of: presented, from: call.credentials) {
    case .unchanged: return exchange
    case .unavailable(let sentence): exchange.note = sentence
    case .renewed(let others):
      guard request.method == .get || request.method == .head else {
        exchange.note = "The credential that the backend refused has been renewed since: call again."
        return exchange
      }
      let second = try await sendOnce(request, body, presenting: others, for: purpose, of: call, recording: nil)
      if second.status == 401 {
        for shown in others.credentials { await call.credentials.rejected(shown.credential) }
      }
      exchange = BackendExchange(response: second, presented: others)
    }
    return exchange
  }

  private func sendOnce(
    _ request: HTTPRequest,
    _ body: [UInt8],
    presenting presented: PresentedCredentials,
    for purpose: AuditedCall.Purpose,
    of call: Call,
    recording arguments: JSONObject?
  ) async throws(CallFailure) -> BackendResponse {
    var request = request
    for credential in presented.credentials { credential.show(in: &request) }
    try call.record?.sending(name, arguments, presenting: presented, for: purpose)
    do throws(CallFailure) {
      let answer = try await send(request, body, presenting: presented)
      call.record?.answered(name, "HTTP \(answer.status)")
      return answer
    } catch {
      call.record?.answered(name, "no answer: \(error.event)")
      throw error
    }
  }

  private func send(
    _ request: HTTPRequest,
    _ body: [UInt8],
    presenting presented: PresentedCredentials
  ) async throws(CallFailure) -> BackendResponse {
    do throws(BackendError) {
      let answer = try await backend.send(request, body: body)
      // If no credential is required, a success says nothing about the presented one.
      if credential.isDemanded, 200..<300 ~= answer.status {
        for token in presented.tokens { accepted.note(token, at: server.base.origin) }
      }
      return answer
    } catch {
      let isUnknown = error.wasSent && !sentences.isSafe
      throw CallFailure(
        sentences.sentence(error),
        event: error.sentence,
        isOutcomeUnknown: isUnknown,
        wasSent: error.wasSent
      )
    }
  }
}
