package import MCP
import SignIn
import Synchronization

/// The access tokens with which callers were let in lately, to be exchanged for their sessions; in memory only.
package final class CallerTokens: Sendable {
  /// With more callers than that, all are forgotten at once: each brings its token again with the next call.
  private static let maximum = 4096
  private let tokens = Mutex<[String: TokenText]>([:])

  /// Makes an empty table.
  package init() {}

  /// Notes the token of a person's call.
  package func note(_ token: Substring, of caller: Principal) {
    guard caller.kind == .person, !caller.issuer.isEmpty else { return }
    tokens.withLock { tokens in
      if let known = tokens[caller.key], known.secret == token { return }
      guard let text = TokenText(String(token)) else { return }
      if tokens.count >= Self.maximum { tokens = [:] }
      tokens[caller.key] = text
    }
  }

  func token(of caller: Principal) -> TokenText? { tokens.withLock { $0[caller.key] } }
}
