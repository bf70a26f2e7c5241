import JSON
import MCP
import Operations

/// One call of a tool, as the value that its stages pass on.
///
/// The stages are ``Checked``, ``Credentialed``, ``Approved``, ``Sent``, ``Answered`` and ``Told``: each adds what it
/// has found out, and has one method, which leads to the next.
struct Call: Sendable {
  /// The valid arguments.
  private(set) var arguments: JSONObject
  /// A note for the model on how the arguments were interpreted.
  let note: String?
  /// The selected parts of the response; `nil` for all.
  let selection: FieldSelection?
  /// The credentials of the caller, each resolved once.
  private(set) var credentials: CallCredentials
  /// Whether a person approved the call on a page.
  private(set) var isApproved = false
  let context: RequestContext
  /// The entry in the record of calls; `nil` if none is kept.
  let record: AuditedCall?

  init(
    _ arguments: JSONObject,
    note: String?,
    selection: FieldSelection?,
    _ credentials: CallCredentials,
    _ context: RequestContext,
    _ record: AuditedCall?
  ) {
    self.arguments = arguments
    self.note = note
    self.selection = selection
    self.credentials = credentials
    self.context = context
    self.record = record
  }

  /// The caller's own credential; `nil` for one who has none.
  var caller: CallerCredential? { context.credential }

  /// The same call at a later time, when credentials may have been renewed.
  func renewed(_ credentials: CallCredentials) -> Call {
    var call = self
    call.credentials = credentials
    return call
  }

  /// The same call with complete arguments, as a person approved it.
  func approved(with arguments: JSONObject) -> Call {
    var call = self
    call.arguments = arguments
    call.isApproved = true
    return call
  }
}
