import JSONSchema
import OpenAPI

/// Finds the token for a call, and refuses one that the operation would refuse before anything is sent.
struct CredentialCheck: Sendable {
  /// Whether the operation wants a token at all.
  let isNeeded: Bool
  /// Whether it also answers those who show none.
  let isOptional: Bool
  private let accepted: Lazily<[Pattern]>
  private let otherwise: String
  private let missing: String

  init(_ operation: Operation) {
    let rule = operation.mcp.credential
    isNeeded = !operation.security.isEmpty
    isOptional = operation.security.contains { $0.schemes.isEmpty }
    otherwise = rule?.otherwise ?? ""
    missing =
      operation.mcp.errors["401"]
      ?? "Configure one with --token-file, NETHESIS_MCP_TOKEN_FILE or NETHESIS_MCP_TOKEN."
    accepted = Lazily { (rule?.accepts ?? []).compactMap { try? Pattern($0) } }
  }

  /// The token to send; `nil` if none has to be.
  ///
  /// - Throws: Why there is none, or why this one will not do, without the token itself.
  func token(from source: any CredentialSource) throws(CallFailure) -> String? {
    guard isNeeded else { return nil }
    let token: String?
    do throws(CredentialError) {
      token = try source.bearerToken()
    } catch {
      throw CallFailure("Nothing was sent, because there is no token. \(error.sentence)")
    }
    guard let token else {
      if isOptional { return nil }
      throw CallFailure("Nothing was sent, because no token is configured. \(missing)")
    }
    let patterns = accepted.value
    guard patterns.isEmpty || patterns.contains(where: { $0.matches(token) }) else {
      throw CallFailure("Nothing was sent. \(otherwise)")
    }
    return token
  }
}
