import Foundation
import JSON
import Sandbox
import Testing
import TestSupport

/// A recorded request and what the real backend answered.
struct Exchange: Sendable, CustomTestStringConvertible {
  let number: Int
  let name: String
  let method: String
  let path: String
  let body: [UInt8]
  let authorization: String?
  let status: Int
  let contentType: String
  let answer: String

  var testDescription: String { "\(number) \(name)" }

  static let all: [Exchange] = {
    let lines = (try? Oracles.bytes("backend/exchanges.jsonl"))?.split(separator: UInt8(ascii: "\n")) ?? []
    return lines.compactMap { try? JSONParser.parse(Array($0)) }.map(Exchange.init)
  }()

  private init(_ json: JSONValue) {
    number = json["n"]?.int ?? -1
    name = json["name"]?.string ?? ""
    method = json["method"]?.string ?? ""
    path = json["path"]?.string ?? ""
    body = Array((json["request"]?.string ?? "").utf8)
    authorization = json["auth"]?.string
    status = json["status"]?.int ?? -1
    contentType = json["ct"]?.string ?? ""
    answer = json["body"]?.string ?? ""
  }
}

extension Exchange {
  /// Brings a sandbox into the state in which the exchange was recorded, and makes its request.
  func request(to sandbox: Sandbox) -> SandboxRequest {
    var id = "", token = ""
    switch name {
    case "sixth", "list":
      for _ in 0..<5 { sandbox.create() }
    case "revoke", "revoke again":
      id = sandbox.create().id
      if name == "revoke again" { sandbox.revoke(id) }
    case "api key POST", "api key GET": token = sandbox.create().token
    case "api key wrong secret": token = sandbox.create().token + "0"
    case "revoked key":
      (id, token) = sandbox.create()
      sandbox.revoke(id)
    case "audit", "audit filter":
      (id, token) = sandbox.create()
      sandbox.use(token + "0")
      sandbox.revoke(id)
    case "rate limited":
      token = sandbox.create().token
      for _ in 0..<20 { sandbox.use(token) }
    case "key of suspended user":
      token = sandbox.create().token
      sandbox.faults.suspendedAccounts = [.mario]
    case "jwt suspended POST": sandbox.faults.suspendedAccounts = [.mario]
    case let name where name.hasPrefix("db broken"): sandbox.faults.databaseIsDown = true
    default: break
    }
    let isRevocation = method == "DELETE" && !id.isEmpty
    return SandboxRequest(
      method,
      isRevocation ? "/api/me/api-keys/\(id)" : path,
      authorization: header(sandbox, token),
      body: body
    )
  }

  /// Turns the recording's words for a credential into a credential.
  private func header(_ sandbox: Sandbox, _ token: String) -> String? {
    switch authorization {
    case "Bearer <session of mario>": "Bearer " + sandbox.token(of: .mario)
    case "bearer <session of mario>": "bearer " + sandbox.token(of: .mario)
    case "Bearer <api key>": "Bearer " + token
    case "refresh-token-of-mario": "Bearer " + sandbox.token(of: .refreshToken)
    case "impersonation-session": "Bearer " + sandbox.token(of: .impersonationWithoutConsent)
    case "impersonation-session-with-consent": "Bearer " + sandbox.token(of: .impersonationWithConsent)
    case "session-of-owner": "Bearer " + sandbox.token(of: .owner)
    case "session-without-local-user": "Bearer " + sandbox.token(of: .withoutLocalUser)
    case "session-without-identity": "Bearer " + sandbox.token(of: .withoutIdentity)
    // The recording suspended mario himself, which the fault does.
    case "session-of-suspended-user": "Bearer " + sandbox.token(of: .mario)
    case "session-of-deleted-user": "Bearer " + sandbox.token(of: .deletedUser)
    default: authorization
    }
  }

  /// Blanks what differs from one start to the next; all else must agree byte by byte.
  static func normalized(_ body: String) -> String {
    let patterns = [
      (#"my([ko])_[0-9a-f]{30}\.[0-9a-f]{60}"#, "my$1_TOKEN"),
      (#""key_public":"[0-9a-f]{30}""#, #""key_public":"PUBLIC""#),
      (#"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"#, "ID"),
      (#"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}Z"#, "TIME"),
      (#""total_(count|pages)":\d+"#, #""total_$1":N"#),
    ]
    return patterns.reduce(body) { body, pattern in
      body.replacingOccurrences(of: pattern.0, with: pattern.1, options: .regularExpression)
    }
  }
}
