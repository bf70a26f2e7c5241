import Calls
import JSON
import MCP

extension ApprovalState {
  /// The state as JSON without secrets; those of the revocation are in ``Revocation/confidential``.
  var json: JSONValue {
    var json = step.json
    json.append("account", ifPresent: account.map { ["label": .string($0.label), "identity": .string($0.identity)] })
    json.append("notice", ifPresent: notice.map(JSONValue.string))
    json.append("told", .array(told.sorted().map(JSONValue.string)))
    json.append("news", ifPresent: news.map(JSONValue.string))
    json.append("refusals", .number(JSONNumber(refusals)))
    json.append("result", ifPresent: result?.json)
    json.append("revocation", ifPresent: revocation?.json)
    switch revoking {
    case .no: break
    case .offered(let subject, let problem):
      json.append("offered", .string(subject))
      json.append("offer_problem", ifPresent: problem.map(JSONValue.string))
    case .underWay(let subject): json.append("revoking", .string(subject))
    case .done(let subject): json.append("revoked", .string(subject))
    }
    return .object(json)
  }

  /// Reads a state; `nil` if a member is missing or of another type.
  init?(_ json: JSONValue, confidential: JSONValue?) {
    guard let step = ApprovalView.State(json) else { return nil }
    self.step = step
    account = json["account"].flatMap { account in
      guard let label = account["label"]?.string, let identity = account["identity"]?.string else { return nil }
      return CallAccount(label: label, identity: identity)
    }
    notice = json["notice"]?.string
    told = Set((json["told"]?.array ?? []).compactMap(\.string))
    news = json["news"]?.string
    refusals = json["refusals"]?.int ?? Self.maximumRefusals
    result = json["result"].flatMap(ToolResult.init)
    revocation = json["revocation"].flatMap { Revocation($0, confidential: confidential) }
    if let subject = json["offered"]?.string {
      revoking = .offered(subject, problem: json["offer_problem"]?.string)
    } else if let subject = json["revoking"]?.string {
      revoking = .underWay(subject)
    } else if let subject = json["revoked"]?.string {
      revoking = .done(subject)
    }
  }
}

extension ApprovalView.State {
  fileprivate var json: JSONObject {
    switch self {
    // Nobody signs in on pages that replicas share.
    case .waiting(nil), .signIn, .signedIn: ["step": "waiting"]
    case .waiting(let problem?):
      ["step": "waiting", "words": .string(problem.words), "left": .number(JSONNumber(problem.attemptsLeft))]
    case .submitted: ["step": "submitted"]
    case .done: ["step": "done"]
    case .lost: ["step": "lost"]
    case .failed(let words): ["step": "failed", "words": .string(words)]
    case .unknown: ["step": "unknown"]
    case .declined: ["step": "declined"]
    case .expired: ["step": "expired"]
    }
  }

  fileprivate init?(_ json: JSONValue) {
    switch (json["step"]?.string, json["words"]?.string, json["left"]?.int) {
    case ("waiting"?, let words?, let left?): self = .waiting(.init(words: words, attemptsLeft: left))
    case ("waiting"?, _, _): self = .waiting(nil)
    case ("submitted"?, _, _): self = .submitted
    case ("done"?, _, _): self = .done
    case ("lost"?, _, _): self = .lost
    case ("failed"?, let words?, _): self = .failed(words)
    case ("unknown"?, _, _): self = .unknown
    case ("declined"?, _, _): self = .declined
    case ("expired"?, _, _): self = .expired
    default: return nil
    }
  }
}
