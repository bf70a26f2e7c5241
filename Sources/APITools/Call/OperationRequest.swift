import HTTPTypes
import JSON
import MCP

/// Sends requests for one operation, with the caller's credentials.
struct OperationRequest: Sendable {
  /// Method and path, as in the document.
  let name: String
  let credential: CredentialCheck
  let template: RequestTemplate
  let sentences: FailureSentences
  let backend: any Backend
  let server: APIServer
  /// Callers' tokens that a backend has accepted.
  let accepted: AcceptedTokens

  /// The credentials for a caller, or the configured ones if callers have none of their own.
  ///
  /// - Throws: The reason why there is none, or why it is unacceptable.
  func credentials(of caller: CallerCredential?) throws(CallFailure) -> [ShownCredential] {
    try credential.credentials(from: source(for: caller))
  }

  /// The account behind a caller's presented credentials, for counting wrong secrets.
  func account(of shown: [ShownCredential], for caller: CallerCredential?) -> BackendAccount {
    let source = source(for: caller)
    let origin = server.base.origin
    return BackendAccount(origin: origin, shown.map { ($0, source.place(for: $0.scheme)) }) { token in
      accepted.contains(token, at: origin)
    }
  }

  private func source(for caller: CallerCredential?) -> any CredentialSource {
    let caller = server.acceptsCallers ? caller.map(CallerCredentials.init) : nil
    return caller ?? server.credentials
  }

  /// The request for valid arguments.
  func request(
    _ arguments: JSONObject,
    showing credentials: [ShownCredential]
  ) throws(CallFailure) -> (HTTPRequest, body: [UInt8]) {
    var (request, body) = try template.request(arguments)
    for credential in credentials { credential.show(in: &request) }
    return (request, body)
  }

  /// Sends a request once, and records it.
  ///
  /// - Throws: The reason why there is no response, or why nothing was sent: no record can be kept.
  func send(
    _ request: HTTPRequest,
    _ body: [UInt8],
    showing shown: [ShownCredential],
    for purpose: AuditedCall.Purpose,
    _ audited: AuditedCall?,
    recording arguments: JSONObject? = nil
  ) async throws(CallFailure) -> BackendAnswer {
    guard let audited else { return try await send(request, body, showing: shown) }
    try audited.sending(name, arguments, showing: shown, for: purpose)
    do throws(CallFailure) {
      let answer = try await send(request, body, showing: shown)
      audited.answered(name, "HTTP \(answer.status)")
      return answer
    } catch {
      audited.answered(name, "no answer: \(error.event)")
      throw error
    }
  }

  private func send(
    _ request: HTTPRequest,
    _ body: [UInt8],
    showing shown: [ShownCredential]
  ) async throws(CallFailure) -> BackendAnswer {
    do throws(BackendError) {
      let answer = try await backend.send(request, body: body)
      // If no credential is required, a success says nothing about the presented one.
      if credential.isDemanded, 200..<300 ~= answer.status {
        for token in shown.compactMap(\.token) { accepted.note(token, at: server.base.origin) }
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
