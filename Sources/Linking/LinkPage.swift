import JSON
import MCP

/// A page on which one caller signs in to one API: data that any replica can serve.
struct LinkPage: Sendable {
  /// The state of a page.
  enum State: Sendable, Hashable {
    /// Nobody has signed in on it.
    case waiting
    /// The caller has: the account, as the page names it.
    case linked(account: String)
    case declined
    /// Somebody else has opened it; the reason for the caller, as a sentence.
    case refused(String)
  }

  let id: String
  /// The caller; nobody else may use the page.
  let caller: Principal
  /// The name of the API's document; `nil` for the only one.
  let document: String?
  let tool: String
  /// The reason why a session is needed, as a sentence.
  let reason: String
  /// The token in its form: no page of another origin knows it.
  let form: String
  /// The UTC second in which the page ends.
  let expires: Int
  var state = State.waiting
  /// The browser in which the caller has signed in.
  var visitor: String?
  /// The number of tokens that were typed and are of no caller.
  var tries = 0
  /// The attempts that browsers have left it for, oldest first.
  var attempts: [String] = []

  /// The number of such tokens that ends the page.
  static let maximumTries = 5
}

extension LinkPage {
  var json: JSONValue {
    var json: JSONObject = [
      "id": .string(id), "caller": caller.json, "tool": .string(tool), "reason": .string(reason),
      "form": .string(form), "expires": .number(JSONNumber(expires)),
    ]
    json.append("document", ifPresent: document.map(JSONValue.string))
    json.append("visitor", ifPresent: visitor.map(JSONValue.string))
    if !attempts.isEmpty { json.append("attempts", .array(attempts.map(JSONValue.string))) }
    json.append("tries", .number(JSONNumber(tries)))
    switch state {
    case .waiting: json.append("state", "waiting")
    case .declined: json.append("state", "declined")
    case .linked(let account):
      json.append("state", "linked")
      json.append("words", .string(account))
    case .refused(let words):
      json.append("state", "refused")
      json.append("words", .string(words))
    }
    return .object(json)
  }

  init?(_ json: JSONValue) {
    guard let id = json["id"]?.string, let caller = json["caller"].flatMap(Principal.init),
      let tool = json["tool"]?.string, let reason = json["reason"]?.string, let form = json["form"]?.string,
      let expires = json["expires"]?.int
    else { return nil }
    let state: State
    switch (json["state"]?.string, json["words"]?.string) {
    case ("waiting"?, _): state = .waiting
    case ("declined"?, _): state = .declined
    case ("linked"?, let account?): state = .linked(account: account)
    case ("refused"?, let words?): state = .refused(words)
    default: return nil
    }
    self.init(
      id: id,
      caller: caller,
      document: json["document"]?.string,
      tool: tool,
      reason: reason,
      form: form,
      expires: expires,
      state: state,
      visitor: json["visitor"]?.string,
      tries: json["tries"]?.int ?? 0,
      attempts: json["attempts"]?.array?.compactMap(\.string) ?? []
    )
  }
}
