import JSON

/// The page of an approval, read from its JSON.
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
  /// The origin that the call and its secrets go to.
  let backend: String
  let expiresAt: String
  /// A warning to read before approving.
  let notice: String?
  /// The reason why a call would not be sent just now; `nil` if it would be.
  let hindrance: String?
  /// The secrets that a person has to type.
  let fields: [Field]
  /// The refusal of the last submission: advice, the server's exact words, and the attempts left if known.
  let problem: (text: String, reason: String, attemptsLeft: Int?)?
  /// The outcome of an approval that is no longer waiting, or a title of the question.
  let heading: String
  let text: String
  /// The reason of a failure.
  let reason: String?
  /// The secrets of the response, for the one who submitted the form.
  let secrets: [(name: String, text: String)]
  /// The item that can be revoked, and the problem of an earlier attempt to revoke it.
  let revocation: (subject: String, problem: String?)?
  /// The token to return with a decision; `nil` if none can be made.
  let form: String?

  /// Reads the page; `nil` if the JSON is no such page.
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
