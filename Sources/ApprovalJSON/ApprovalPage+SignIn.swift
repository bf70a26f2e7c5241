import JSON

extension ApprovalPage.SignIn {
  /// The sign-in as JSON; members that do not apply are left out.
  var json: JSONObject {
    var json: JSONObject = ["reason": .string(reason)]
    func add(_ name: String, _ text: String?) { json.append(name, ifPresent: text.map(JSONValue.string)) }
    add("provider", provider)
    let ways = [hasBrowser ? "browser" : nil, hasCode ? "code" : nil, pasting == nil ? nil : "paste"]
    json.append("ways", .array(ways.compactMap(\.self).map(JSONValue.string)))
    add("pasting", pasting)
    add("wanted", wanted)
    add("command", command)
    if !accounts.isEmpty {
      json.append("accounts", .array(accounts.map { ["label": .string($0.label), "choice": .string($0.choice)] }))
    }
    json.append("code", ifPresent: code.map { .object($0.json) })
    if isUnderWay { json.append("under_way", true) }
    add("account", account)
    add("notice", notice)
    add("problem", problem)
    add("visitor", visitor)
    return json
  }

  /// Reads a sign-in; `nil` if the JSON is none.
  init?(_ json: JSONValue) {
    guard let reason = json["reason"]?.string else { return nil }
    self.init(reason: reason)
    let ways = Set((json["ways"]?.array ?? []).compactMap(\.string))
    (hasBrowser, hasCode) = (ways.contains("browser"), ways.contains("code"))
    pasting = json["pasting"]?.string
    provider = json["provider"]?.string
    wanted = json["wanted"]?.string
    command = json["command"]?.string ?? ""
    accounts = (json["accounts"]?.array ?? []).compactMap { account in
      guard let label = account["label"]?.string, let choice = account["choice"]?.string else { return nil }
      return Account(label: label, choice: choice)
    }
    code = json["code"].flatMap(Code.init)
    isUnderWay = json["under_way"] == true
    account = json["account"]?.string
    notice = json["notice"]?.string
    problem = json["problem"]?.string
    visitor = json["visitor"]?.string
  }
}

extension ApprovalPage.SignIn.Code {
  fileprivate var json: JSONObject {
    var json: JSONObject = ["text": .string(text), "url": .string(url)]
    json.append("complete_url", ifPresent: completeURL.map(JSONValue.string))
    json.append("expires_at", .string(expiresAt))
    return json
  }

  fileprivate init?(_ json: JSONValue) {
    guard let text = json["text"]?.string, let url = json["url"]?.string, let expiresAt = json["expires_at"]?.string
    else { return nil }
    self.init(text: text, url: url, completeURL: json["complete_url"]?.string, expiresAt: expiresAt)
  }
}
