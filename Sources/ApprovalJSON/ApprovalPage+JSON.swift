package import JSON

extension ApprovalPage {
  /// The page as JSON; members that do not apply are left out.
  package var json: JSONObject {
    var page: JSONObject = [
      "state": .string(state.rawValue), "tool": .string(tool), "title": .string(title),
      "arguments": .object(arguments), "backend": .string(backend), "expires_at": .string(expiresAt),
    ]
    page.append("account", ifPresent: account.map(JSONValue.string))
    if !heading.isEmpty {
      page.append("heading", .string(heading))
      page.append("text", .string(text))
    }
    let form = form.map(JSONValue.string)
    if state == .waiting {
      page.append("form", ifPresent: form)
      page.append(
        "fields",
        .array(fields.map { ["name": .string($0.name), "required": .bool($0.isRequired)] })
      )
    }
    page.append("sign_in", ifPresent: signIn.map { .object($0.json) })
    page.append("news", ifPresent: news.map(JSONValue.string))
    page.append("notice", ifPresent: notice.map(JSONValue.string))
    page.append("hindrance", ifPresent: hindrance.map(JSONValue.string))
    page.append("problem", ifPresent: problem.map { .object($0.json) })
    page.append("reason", ifPresent: reason.map(JSONValue.string))
    if !secrets.isEmpty {
      page.append("secrets", .array(secrets.map { ["name": .string($0.name), "text": .string($0.text)] }))
    }
    if state != .waiting { page.append("form", ifPresent: form) }
    page.append("revocation", ifPresent: revocation.map { .object($0.json) })
    return page
  }

  /// Reads the page; `nil` if the JSON is no such page.
  package init?(_ json: JSONValue) {
    guard let state = json["state"]?.string.flatMap(State.init), let tool = json["tool"]?.string,
      let title = json["title"]?.string, let arguments = json["arguments"]?.object,
      let backend = json["backend"]?.string, let expiresAt = json["expires_at"]?.string
    else { return nil }
    self.init(state: state, tool: tool, title: title, arguments: arguments, backend: backend, expiresAt: expiresAt)
    heading = json["heading"]?.string ?? ""
    text = json["text"]?.string ?? ""
    account = json["account"]?.string
    signIn = json["sign_in"].flatMap(SignIn.init)
    news = json["news"]?.string
    notice = json["notice"]?.string
    hindrance = json["hindrance"]?.string
    fields = (json["fields"]?.array ?? []).compactMap { field in
      field["name"]?.string.map { Field(name: $0, isRequired: field["required"] == true) }
    }
    problem = json["problem"].map { problem in
      Problem(
        heading: problem["heading"]?.string ?? "",
        text: problem["text"]?.string ?? "",
        reason: problem["reason"]?.string ?? "",
        attemptsLeft: problem["attempts_left"]?.int
      )
    }
    reason = json["reason"]?.string
    secrets = (json["secrets"]?.array ?? []).compactMap { secret in
      guard let name = secret["name"]?.string, let text = secret["text"]?.string else { return nil }
      return Secret(name: name, text: text)
    }
    revocation = json["revocation"].flatMap { revocation in
      revocation["subject"]?.string.map { Revocation(subject: $0, problem: revocation["problem"]?.string) }
    }
    form = json["form"]?.string
  }
}

extension ApprovalPage.Problem {
  fileprivate var json: JSONObject {
    var problem: JSONObject = ["heading": .string(heading), "text": .string(text), "reason": .string(reason)]
    problem.append("attempts_left", ifPresent: attemptsLeft.map { .number(JSONNumber($0)) })
    return problem
  }
}

extension ApprovalPage.Revocation {
  fileprivate var json: JSONObject {
    var revocation: JSONObject = ["subject": .string(subject)]
    revocation.append("problem", ifPresent: problem.map(JSONValue.string))
    return revocation
  }
}
