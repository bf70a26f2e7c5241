import JSON
import MCP
import Operations

/// Revokes items that an operation created.
package struct ItemRemoval: Sendable {
  let request: OperationRequest
  /// The members of an item, by the arguments that identify it.
  let members: [String: String]
  /// The tool for the same operation; `nil` if the document gives it no name.
  let tool: String?

  /// Makes one of its parts.
  package init(request: OperationRequest, members: [String: String], tool: String? = nil) {
    self.request = request
    self.members = members
    self.tool = tool
  }

  /// The arguments that identify an item; `nil` if a member is missing or null.
  func arguments(for item: JSONValue) -> JSONObject? {
    var arguments = JSONObject()
    for (argument, member) in members {
      guard let value = item[member], !value.isNull else { return nil }
      arguments[argument] = value
    }
    return arguments
  }

  /// Revokes an item.
  ///
  /// - Returns: The reason why the item may still exist; `nil` if it is gone.
  func remove(_ arguments: JSONObject, _ call: Call) async -> String? {
    do throws(CallFailure) {
      if call.isApproved { try call.record?.approved(request.name) }
      // A person may take minutes to ask for it.
      let call = call.renewed(request.credentials(of: call.caller, for: call.context.principal))
      let presented = try await request.presented(call.credentials)
      let (head, body) = try request.request(arguments)
      let exchange = try await request.send(
        head,
        body,
        presenting: presented,
        for: .besides,
        of: call,
        recording: arguments
      )
      let status = exchange.response.status
      guard !(200..<300 ~= status) else { return nil }
      return [request.sentences.sentence(status: status), exchange.note].compactMap(\.self).joined(separator: " ")
    } catch {
      return error.text
    }
  }
}
