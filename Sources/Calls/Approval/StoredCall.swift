package import JSON
package import MCP

/// A call as data: any process that serves its operation can carry it out.
package struct StoredCall: Sendable, Hashable {
  /// The id of the call, by which its entry in the record of calls is found again.
  package let id: String
  /// The name of the document among several; `nil` for the only one.
  package let document: String?
  /// The name of the tool.
  package let tool: String
  /// Method and path of the operation, as in the document.
  package let operation: String
  /// Scheme, host and port of the backend.
  package let backend: String
  /// The valid arguments.
  package let arguments: JSONObject
  /// Whether the arguments contain a secret, so that they are written only into what is sealed.
  package let hasSecretArguments: Bool
  /// A note for the model on how its arguments were interpreted.
  package let note: String?
  /// The trace context that the call passes on.
  package let trace: JSONObject
  /// The key of the caller; `nil` if callers cannot be told apart.
  package let caller: String?
  /// The authenticated caller, whose session the call uses; anybody where none is asked for.
  package let principal: Principal
  /// The caller's own credential, which came with the request; `nil` if the configured one is used.
  package var credential: CallerCredential?

  /// Makes a call.
  package init(
    id: String,
    document: String? = nil,
    tool: String,
    operation: String,
    backend: String,
    arguments: JSONObject,
    hasSecretArguments: Bool = false,
    note: String? = nil,
    trace: JSONObject = [:],
    caller: String?,
    principal: Principal = .anybody,
    credential: CallerCredential? = nil
  ) {
    self.id = id
    self.document = document
    self.tool = tool
    self.operation = operation
    self.backend = backend
    self.arguments = arguments
    self.hasSecretArguments = hasSecretArguments
    self.note = note
    self.trace = trace
    self.caller = caller
    self.principal = principal
    self.credential = credential
  }
}
