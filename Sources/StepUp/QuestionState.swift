import Calls
import JSON

/// The state that a client returns with its retry: identifies the approval, even to a process that did not ask for it.
struct QuestionState {
  let replica: String
  let id: String
  let link: ApprovalLink

  init(replica: String, id: String, link: ApprovalLink) {
    self.replica = replica
    self.id = id
    self.link = link
  }

  init?(_ json: JSONValue) {
    guard let replica = json["replica"]?.string, let id = json["id"]?.string, let url = json["url"]?.string,
      let expiresAt = json["expires_at"]?.string
    else { return nil }
    self.init(replica: replica, id: id, link: ApprovalLink(url: url, expiresAt: expiresAt))
  }

  var json: JSONValue {
    [
      "replica": .string(replica), "id": .string(id), "url": .string(link.url), "expires_at": .string(link.expiresAt),
    ]
  }
}
