import JSON
import MCP

/// Takes back what an operation made.
struct ItemRemoval: Sendable {
  let request: OperationRequest
  /// The members of an item by the arguments that identify it.
  let members: [String: String]
  /// The tool that does the same, if it has a name of its own.
  let tool: String?

  /// The arguments that name an item; `nil` if it lacks what identifies it.
  func arguments(for item: JSONValue) -> JSONObject? {
    var arguments = JSONObject()
    for (argument, member) in members {
      guard let value = item[member], !value.isNull else { return nil }
      arguments[argument] = value
    }
    return arguments
  }

  /// Takes an item back.
  ///
  /// - Returns: Why it is not known to be gone; `nil` if it is.
  func remove(
    _ arguments: JSONObject,
    for caller: CallerCredential?,
    isApproved: Bool,
    _ audited: AuditedCall?
  ) async -> String? {
    do throws(CallFailure) {
      if isApproved { try audited?.approved(request.name) }
      let shown = try request.credentials(of: caller)
      let (head, body) = try request.request(arguments, showing: shown)
      let answer = try await request.send(
        head,
        body,
        showing: shown,
        for: .besides,
        audited,
        recording: arguments
      )
      return 200..<300 ~= answer.status ? nil : request.sentences.sentence(status: answer.status)
    } catch {
      return error.text
    }
  }
}
