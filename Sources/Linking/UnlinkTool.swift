package import JSON
package import JSONRPC
package import MCP
import SignIn

/// The tool by which a caller ends the sessions that it has linked.
package struct UnlinkTool: ToolHandler {
  /// The name, unless another tool has it.
  package static let name = "unlink_session"

  private let linking: Linking

  /// Makes the tool.
  ///
  /// - Parameters:
  ///   - linking: The linked sessions.
  ///   - name: The name, which no other tool has.
  /// - Returns: The tool.
  package static func tool(_ linking: Linking, named name: String) -> Tool {
    Tool(
      name: name,
      title: "Unlink the session",
      description:
        "Ends the session that the user has linked to this server, here and at the provider. The next call of an operation "
        + "asks the user to sign in again. Only if the user asks for it: to sign out, or to use another account.",
      inputSchema: ["type": "object", "properties": [:], "additionalProperties": false],
      annotations: ToolAnnotations(readOnly: false, destructive: true, idempotent: true, openWorld: false),
      access: .documentation,
      handler: UnlinkTool(linking: linking)
    )
  }

  package func call(
    _ arguments: JSONObject,
    _ context: RequestContext
  ) async throws(JSONRPCError) -> Outcome<ToolResult> {
    guard arguments.isEmpty else { return .complete(.failure("This tool takes no arguments.")) }
    let key = context.principal.key
    guard !key.isEmpty else { return .complete(.failure("It is not known who calls, so there is nothing to unlink.")) }
    do throws(SignInError) {
      let unlinked = try await linking.unlink(key)
      guard !unlinked.isEmpty else {
        return .complete(ToolResult(content: [.text("There was no session of this user to unlink.")]))
      }
      let names = unlinked.map(\.audience).joined(separator: ", ")
      let revoked = unlinked.allSatisfy(\.isRevoked) ? " and revoked at the provider" : ""
      return .complete(
        ToolResult(content: [.text("The session for \(names) is removed\(revoked). The next call asks to sign in.")])
      )
    } catch {
      return .complete(.failure("The session may still be linked. \(error.sentence)"))
    }
  }
}
