package import JSON

extension Principal {
  /// The same caller without scopes and expiry, which only its token vouches for, and only while it lives.
  package var withoutGrant: Principal {
    issuer.isEmpty ? self : Principal(issuer: issuer, kind: kind, subject: subject, clientID: clientID) ?? self
  }

  /// The caller as JSON, to be kept with a call; without scopes and expiry.
  package var json: JSONValue {
    var json: JSONObject = ["issuer": .string(issuer), "kind": .string(kind.rawValue)]
    json.append("subject", ifPresent: subject.map(JSONValue.string))
    json.append("client", ifPresent: clientID.map(JSONValue.string))
    return .object(json)
  }

  /// Reads the facts; `nil` if a member is missing or of another type, or they name nobody.
  package init?(_ json: JSONValue) {
    guard let issuer = json["issuer"]?.string, let kind = json["kind"]?.string.flatMap(Kind.init) else { return nil }
    let (subject, client) = (json["subject"]?.string, json["client"]?.string)
    if issuer.isEmpty {
      guard let client, !client.isEmpty else { return nil }
      self.init(named: client)
    } else {
      self.init(issuer: issuer, kind: kind, subject: subject, clientID: client)
    }
  }
}
