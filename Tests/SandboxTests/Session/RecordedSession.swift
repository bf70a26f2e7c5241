import Foundation
import JSON
import Sandbox
import Testing
import TestSupport

/// A recorded request about sessions and the real backend's response; its tokens are left out.
struct RecordedSession: Sendable, CustomTestStringConvertible {
  let tag: String
  let method: String
  let path: String
  let body: [UInt8]
  let isAuthorized: Bool
  let status: Int
  let contentType: String
  let answer: String

  var testDescription: String { tag }

  static let all: [RecordedSession] = {
    let lines = (try? Oracles.bytes("backend/auth-exchanges.jsonl"))?.split(separator: UInt8(ascii: "\n")) ?? []
    return lines.compactMap { try? JSONParser.parse(Array($0)) }.map(RecordedSession.init)
  }()

  private init(_ json: JSONValue) {
    tag = json["tag"]?.string ?? ""
    method = json["method"]?.string ?? ""
    path = "/api" + (json["path"]?.string ?? "")
    switch json["request_body"] {
    case .string(let text): body = Array(text.utf8)
    case .object(let object): body = JSONValue.object(object).json
    default: body = []
    }
    isAuthorized = json["authorization"]?.string != nil
    status = json["status"]?.int ?? -1
    contentType = json["headers"]?["Content-Type"]?.string ?? ""
    answer = json["body"]?.string ?? ""
  }

  /// Blanks tokens and what else differs from one start to the next.
  static func normalized(_ body: String) -> String {
    let token = #"eyJ[\w-]+\.[\w-]+\.[\w-]+"#
    return Exchange.normalized(body.replacingOccurrences(of: token, with: "<jwt>", options: .regularExpression))
  }
}

extension RecordedSession {
  /// Brings a sandbox into the state in which the exchange was recorded, and makes its request.
  func request(to sandbox: Sandbox, _ time: FixedTime) -> SandboxRequest {
    let prepared = token(sandbox, time)
    if isAuthorized { return SandboxRequest(method, path, authorization: "Bearer \(prepared)") }
    guard let member = (try? JSONParser.parse(body))?.object?.names.first, !prepared.isEmpty else {
      return SandboxRequest(method, path, body: body)
    }
    return SandboxRequest(method, path, body: JSONValue.object([member: .string(prepared)]).json)
  }

  /// The token of the request; empty where the recorded body is sent as it is.
  private func token(_ sandbox: Sandbox, _ time: FixedTime) -> String {
    var visitor = ProviderVisitor(sandbox)
    func opaque(_ changes: [String: String] = [:]) -> String {
      visitor.signIn(changes)["access_token"]?.string ?? ""
    }
    func pair() -> TokenPair { TokenPair(sandbox.exchange(opaque())) }
    func pairs() -> (old: TokenPair, new: TokenPair) {
      let old = pair()
      return (old, TokenPair(sandbox.renew(old.refresh)))
    }
    /// Makes two chains, and burns both by a replay after the grace.
    func burned() -> (newest: TokenPair, other: TokenPair, opaque: String) {
      let opaque = opaque()
      let old = TokenPair(sandbox.exchange(opaque)), other = TokenPair(sandbox.exchange(opaque))
      let newest = TokenPair(sandbox.renew(old.refresh))
      time.advance(by: .seconds(31))
      #expect(sandbox.renew(old.refresh).message == "invalid refresh token")
      return (newest, other, opaque)
    }
    func loggedOut() -> (x: TokenPair, y: TokenPair) {
      let x = pair(), y = pair()
      #expect(sandbox.logOut(x.session).status == 200)
      return (x, y)
    }
    switch tag {
    case "exchange empty body", "exchange empty token", "exchange bad json", "exchange garbage",
      "exchange form-encoded", "GET exchange":
      return ""
    case "exchange resource JWT (MCP audience)":
      let token = opaque(["resource": ProviderVisitor.resource])
      #expect(token.hasPrefix("eyJ"))
      return token
    case "exchange token without openid scope": return opaque(["scope": "profile"])
    case "exchange same opaque again", "exchange trailing slash":
      let opaque = opaque()
      #expect(sandbox.exchange(opaque).status == 200)
      return opaque
    case "session X", "session Y (other device)": return opaque()
    case "me": return pair().session
    case "me with refresh token": return pair().refresh
    case "me with opaque": return opaque()
    case "refresh with access token": return pair().session
    case "refresh ok": return pair().refresh
    case "refresh replay within 30 s grace":
      let old = pairs().old
      time.advance(by: .seconds(29))
      return old.refresh
    case "old access token after refresh": return pairs().old.session
    case "second chain from grace works": return TokenPair(sandbox.renew(pairs().old.refresh)).session
    case "newest chain after burn": return burned().newest.refresh
    case "OTHER session of same user after burn": return burned().other.refresh
    case "access token (unexpired) after burn": return burned().newest.session
    case "exchange right after burn": return burned().opaque
    case "its refresh token": return TokenPair(sandbox.exchange(burned().opaque)).refresh
    case "logout X": return pair().session
    case "me X after logout", "logout X twice": return loggedOut().x.session
    case "me Y after X logout": return loggedOut().y.session
    case "refresh Y after X logout": return loggedOut().y.refresh
    case "session Z":
      _ = loggedOut()
      return opaque()
    case "but its access token":
      _ = loggedOut()
      return pair().session
    case "expired refresh":
      let refresh = pair().refresh
      time.advance(by: .seconds(7 * 86_400))
      return refresh
    case "api-keys list with the exchanged session":
      sandbox.use(sandbox.create().token)
      sandbox.create()
      return pair().session
    default:
      Issue.record("nothing is set up for \(tag)")
      return ""
    }
  }
}
