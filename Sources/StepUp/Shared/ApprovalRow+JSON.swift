import Calls
import JSON

extension ApprovalRow {
  /// The row as JSON; secret arguments of the call and of its revocation stand in the member `confidential` alone.
  var json: JSONValue {
    var json: JSONObject = [
      "id": .string(id), "form": .string(form), "request": request.json, "url": .string(url),
      "asked": .number(JSONNumber(asked)), "lifetime": .number(JSONNumber(lifetime)),
      "end": .number(JSONNumber(end)), "state": state.json, "opened": .bool(isOpened), "lapsed": .bool(hasLapsed),
      "credential": .bool(keepsCredential),
    ]
    json.append("notice", ifPresent: notice.map(JSONValue.string))
    if let claim { json.append("claim", [.string(claim.holder), .number(JSONNumber(claim.until))]) }
    json.append("completed", ifPresent: completed.map(JSONValue.string))
    var confidential = JSONObject()
    confidential.append("call", ifPresent: request.call.confidential)
    confidential.append("revocation", ifPresent: state.revocation?.confidential)
    if !confidential.isEmpty { json.append("confidential", .object(confidential)) }
    return .object(json)
  }

  /// Reads a row; `nil` if a member is missing or of another type.
  init?(_ json: JSONValue) {
    let confidential = json["confidential"]
    guard let id = json["id"]?.string, let form = json["form"]?.string, let url = json["url"]?.string,
      let request = json["request"].flatMap({ ApprovalRequest($0, confidential: confidential?["call"]) }),
      let state = json["state"].flatMap({ ApprovalState($0, confidential: confidential?["revocation"]) }),
      let asked = json["asked"]?.int, let lifetime = json["lifetime"]?.int, let end = json["end"]?.int,
      case .bool(let isOpened)? = json["opened"], case .bool(let hasLapsed)? = json["lapsed"],
      case .bool(let keepsCredential)? = json["credential"]
    else { return nil }
    (self.id, self.form, self.request, self.url, self.state) = (id, form, request, url, state)
    (self.asked, self.lifetime, self.end) = (asked, lifetime, end)
    (self.isOpened, self.hasLapsed, self.keepsCredential) = (isOpened, hasLapsed, keepsCredential)
    notice = json["notice"]?.string
    completed = json["completed"]?.string
    if let claim = json["claim"]?.array {
      guard claim.count == 2, let holder = claim[0].string, let until = claim[1].int else { return nil }
      self.claim = Claim(holder: holder, until: until)
    }
  }
}
