import JSON
import Sandbox

/// What tests ask of a sandbox again and again.
extension Sandbox {
  static let keys = "/api/me/api-keys"

  func send(
    _ method: String,
    _ target: String,
    as identity: Identity = .mario,
    body: String = ""
  ) -> SandboxResponse {
    respond(to: SandboxRequest(method, target, authorization: "Bearer " + token(of: identity), body: Array(body.utf8)))
  }

  func create(as identity: Identity = .mario, _ body: String) -> SandboxResponse {
    send("POST", Self.keys, as: identity, body: body)
  }

  @discardableResult
  func create(name: String = "CRM production", days: Int = 90) -> (id: String, token: String) {
    let body = #"{"name":"\#(name)","mode":"read","expires_in_days":\#(days),"password":"S3cr3t-Passw0rd!"}"#
    let data = create(body).json["data"]
    return (data?["id"]?.string ?? "", data?["token"]?.string ?? "")
  }

  @discardableResult
  func revoke(_ id: String) -> SandboxResponse { send("DELETE", "\(Self.keys)/\(id)") }

  @discardableResult
  func use(_ token: String) -> SandboxResponse {
    respond(to: SandboxRequest("GET", Self.keys, authorization: "Bearer " + token))
  }
}

extension SandboxResponse {
  var text: String { String(decoding: body, as: UTF8.self) }
  var json: JSONValue { (try? JSONParser.parse(body)) ?? .null }
}
