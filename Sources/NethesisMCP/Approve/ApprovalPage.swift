import JSON

/// The page of an approval, as the server says it is.
struct ApprovalPage {
  enum State: String {
    case waiting, submitted, done, lost, failed, declined, expired, revoked
  }

  struct Field {
    let name: String
    let isRequired: Bool
  }

  let state: State
  let tool: String
  let title: String
  let arguments: JSONObject
  /// Where the call and its secrets go.
  let backend: String
  let expiresAt: String
  /// What is good to know before it is approved.
  let notice: String?
  /// Why nothing would be sent just now.
  let hindrance: String?
  /// What has to be typed.
  let fields: [Field]
  /// Why what was typed was not accepted, what exactly was said, and how often it can be tried again if that is known.
  let problem: (text: String, reason: String, attemptsLeft: Int?)?
  /// What is said of an approval that asks nothing.
  let heading: String
  let text: String
  /// Why it failed.
  let reason: String?
  /// What is secret of the answer, for who has sent the form.
  let secrets: [(name: String, text: String)]
  /// What can be taken back, and why that has not worked if it was tried.
  let revocation: (subject: String, problem: String?)?
  /// What has to be sent back with a decision.
  let form: String?

  /// Reads the page; `nil` if this is none.
  init?(_ json: JSONValue) {
    guard let state = json["state"]?.string.flatMap(State.init), let tool = json["tool"]?.string,
      let title = json["title"]?.string, let arguments = json["arguments"]?.object,
      let backend = json["backend"]?.string, let expiresAt = json["expires_at"]?.string
    else { return nil }
    (self.state, self.tool, self.title, self.arguments) = (state, tool, title, arguments)
    (self.backend, self.expiresAt) = (backend, expiresAt)
    notice = json["notice"]?.string
    hindrance = json["hindrance"]?.string
    fields = (json["fields"]?.array ?? []).compactMap { field in
      field["name"]?.string.map { Field(name: $0, isRequired: field["required"] == true) }
    }
    problem = json["problem"].map { problem in
      let words = [problem["heading"], problem["text"]].compactMap { $0?.string }
      return (words.joined(separator: " "), problem["reason"]?.string ?? "", problem["attempts_left"]?.int)
    }
    heading = json["heading"]?.string ?? ""
    text = json["text"]?.string ?? ""
    reason = json["reason"]?.string
    secrets = (json["secrets"]?.array ?? []).compactMap { secret in
      guard let name = secret["name"]?.string, let text = secret["text"]?.string else { return nil }
      return (name, text)
    }
    revocation = json["revocation"].flatMap { revocation in
      revocation["subject"]?.string.map { ($0, revocation["problem"]?.string) }
    }
    form = json["form"]?.string
  }
}
