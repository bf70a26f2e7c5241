import Linking
import MCP
import MCPHTTP
import WebServer

/// Admits whom another rule admits, and notes the tokens of those callers to be exchanged for their sessions.
struct NotedTokenAccess: AccessRule {
  let base: any AccessRule
  let tokens: CallerTokens

  var isOpen: Bool { base.isOpen }
  var resource: ProtectedResource? { base.resource }

  func admit(bearer token: Substring?) -> AccessDecision { noted(base.admit(bearer: token), token) }

  func admit(_ credentials: BearerCredentials, from peer: Peer) -> AccessDecision {
    noted(base.admit(credentials, from: peer), credentials.token)
  }

  private func noted(_ decision: AccessDecision, _ token: Substring?) -> AccessDecision {
    guard let token else { return decision }
    switch decision {
    case .now(let admission):
      note(admission, token)
      return decision
    case .later(let work):
      return .later { [self, token = String(token)] in
        let admission = await work()
        note(admission, token[...])
        return admission
      }
    }
  }

  private func note(_ admission: Admission, _ token: Substring) {
    if case .admitted(let caller) = admission { tokens.note(token, of: caller) }
  }
}
