import HTTPTypes
import JSON
import JSONRPC
import MCP
import OpenAPI
import Operations
package import Redaction

/// Carries out the calls of one tool: checks the arguments, sends one request, and reads the response.
package struct OperationHandler: ToolHandler {
  let name: String
  /// The name of the tool's document among several; `nil` for the only one.
  let document: String?
  /// Keeps the record of calls; `nil` if none is kept.
  let audit: (any CallAudit)?
  /// Receives the secrets of a result, to report later whether they were delivered; `nil` if they are in the result.
  let handOver: (@Sendable (PendingDelivery) -> Void)?
  /// Receives secrets, to keep them out of logs.
  let learn: @Sendable ([KnownSecret]) -> Void
  let method: String
  let path: String
  let check: ArgumentCheck
  let secrets: SecretInput
  let attempts: SecretAttempts
  /// Asks a person for secrets that are no arguments; `nil` if the tool never asks.
  let step: ApprovalStep?
  /// Has a person sign in for calls without a session; `nil` if nobody can be asked.
  let signIn: SignInStep?
  /// Verifies calls with a lost response; `nil` if the document does not say how.
  let verifier: Verifier?
  let request: OperationRequest
  let reading: ResponseReading
  /// The argument that selects parts of the response.
  let selection: String?

  /// Makes one of its parts.
  package init(
    name: String,
    document: String? = nil,
    audit: (any CallAudit)? = nil,
    handOver: (@Sendable (PendingDelivery) -> Void)? = nil,
    learn: @escaping @Sendable ([KnownSecret]) -> Void,
    method: String,
    path: String,
    check: ArgumentCheck,
    secrets: SecretInput,
    attempts: SecretAttempts,
    step: ApprovalStep? = nil,
    signIn: SignInStep? = nil,
    verifier: Verifier? = nil,
    request: OperationRequest,
    reading: ResponseReading,
    selection: String? = nil
  ) {
    self.name = name
    self.document = document
    self.audit = audit
    self.handOver = handOver
    self.learn = learn
    self.method = method
    self.path = path
    self.check = check
    self.secrets = secrets
    self.attempts = attempts
    self.step = step
    self.signIn = signIn
    self.verifier = verifier
    self.request = request
    self.reading = reading
    self.selection = selection
  }

  func call(_ arguments: JSONObject, _ context: RequestContext) async throws(JSONRPCError) -> Outcome<ToolResult> {
    let record = audit.map { AuditedCall($0, tool: name, context) }
    // Secrets are searched for in the interpreted arguments: text parsed as an object may contain some.
    let read = check.read(arguments)
    do throws(CallFailure) {
      try record?.asked(read.arguments, secrets)
      return try await outcome(of: try checked(read, context, record))
    } catch {
      // A refusal before credentials are chosen quotes arguments, which may repeat the caller's credential.
      let text = context.credential.map { Scrubber($0.secrets).scrub(error.text) } ?? error.text
      if let record, !record.wasSent {
        record.refused(text)
      }
      return .complete(.failure(text))
    }
  }

  /// Begins a call, whose arguments must be valid.
  private func checked(
    _ read: ArgumentCheck.Reading,
    _ context: RequestContext,
    _ record: AuditedCall?
  ) throws(CallFailure) -> Checked {
    try secrets.refuse(read.arguments)
    let valid = try check.check(read)
    let wanted = try selected(by: valid.arguments)
    try secrets.refuseUntypable(valid.arguments)
    let credentials = request.credentials(of: context.credential, for: context.principal)
    let call = Call(valid.arguments, note: valid.note, selection: wanted, credentials, context, record)
    return Checked(call: call)
  }

  /// The parts of the response that arguments select; `nil` for all.
  func selected(by arguments: JSONObject) throws(CallFailure) -> FieldSelection? {
    let paths = selection.flatMap { arguments[$0]?.array }?.compactMap(\.string) ?? []
    return paths.isEmpty ? nil : try FieldSelection(paths)
  }

  private func outcome(of checked: Checked) async throws(CallFailure) -> Outcome<ToolResult> {
    guard secrets.isLacking(checked.call.arguments) else { return try await unasked(checked) }
    guard let step else { throw secrets.unasked }
    return await step.result(checked.call, of: self)
  }

  /// Makes a call without approval; if the response is lost, verifies the outcome.
  func unapproved(_ credentialed: Credentialed) async throws(CallFailure) -> ToolResult {
    let call = credentialed.call
    let start = verifier?.instant()
    do throws(CallFailure) {
      return try await told(credentialed).result
    } catch {
      // The one who cancelled the call gets no message.
      guard error.isOutcomeUnknown, let verifier, let start, !Task.isCancelled else { throw error }
      let presented = (try? await request.presented(call.credentials)) ?? .none
      let ledger = SecretLedger(given: secrets.given(in: call.arguments), presented: presented)
      let verdict = await verifier.verdict(since: start, of: call)
      let scrubber = await request.renewed(ledger, of: call).scrubber
      let words = verifier.words(error, verdict, without: scrubber, hasPage: false)
      throw CallFailure(words, event: error.event, isOutcomeUnknown: true)
    }
  }

  /// Takes a call through its stages.
  func told(_ credentialed: Credentialed) async throws(CallFailure) -> Told {
    let approved = try await credentialed.approved(by: self)
    return try await approved.sent(by: request).answered(by: self).told(by: self)
  }

  /// Whether secrets are treated like other values.
  var isInline: Bool { secrets.policy == .inline }
}
