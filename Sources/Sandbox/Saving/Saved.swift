import JSON

/// A value that a sandbox keeps in its file.
protocol Saved: Sendable {
  /// The members of the value.
  var members: JSONObject { get }

  /// Reads a value; `nil` if a member is missing or of another type.
  init?(members: JSONValue)
}

extension ExpiringTable where Value: Saved {
  /// The entries that have not expired, in order.
  func saved(at now: Timestamp) -> JSONValue {
    .array(
      all(at: now).map { key, value, expiresAt in
        var object: JSONObject = ["key": .string(key), "expires_at": expiresAt.saved]
        for (name, value) in value.members { object.append(name, value) }
        return .object(object)
      }
    )
  }

  /// Reads entries; `nil` if one is malformed.
  init?(_ saved: JSONValue?, capacity: Int, at now: Timestamp) {
    self.init(capacity: capacity)
    guard let entries = saved?.array else { return nil }
    for entry in entries {
      guard let key = entry["key"]?.string, let end = Timestamp(saved: entry["expires_at"]),
        let value = Value(members: entry)
      else { return nil }
      insert(value, for: key, until: end, at: now)
    }
  }
}

extension Timestamp {
  var saved: JSONValue { .number(JSONNumber(Int(nanoseconds))) }

  init?(saved: JSONValue?) {
    guard let count = saved?.int else { return nil }
    self.init(nanoseconds: Int64(count))
  }
}

extension Int: Saved {
  var members: JSONObject { ["value": .number(JSONNumber(self))] }

  init?(members: JSONValue) {
    guard let value = members["value"]?.int else { return nil }
    self = value
  }
}

extension Bool: Saved {
  var members: JSONObject { ["value": .bool(self)] }

  init?(members: JSONValue) {
    guard let value = members["value"]?.bool else { return nil }
    self = value
  }
}

extension Browser: Saved {
  var members: JSONObject {
    ["account": account.map { .string($0.rawValue) } ?? .null, "form_token": .string(formToken)]
  }

  init?(members: JSONValue) {
    guard let token = members["form_token"]?.string else { return nil }
    self.init(account: members["account"]?.string.flatMap { Account(rawValue: $0) }, formToken: token)
  }
}

extension Grant: Saved {
  var members: JSONObject {
    [
      "account": .string(account.rawValue), "client": .string(client.rawValue), "scopes": .texts(scopes),
      "resources": .texts(resources), "nonce": nonce.map(JSONValue.string) ?? .null, "signed_in_at": signedInAt.saved,
    ]
  }

  init?(members: JSONValue) {
    guard let account = members["account"]?.string.flatMap({ Account(rawValue: $0) }),
      let client = members["client"]?.string.flatMap({ ProviderClient(rawValue: $0) }),
      let scopes = members["scopes"]?.texts, let resources = members["resources"]?.texts,
      let signedInAt = Timestamp(saved: members["signed_in_at"])
    else { return nil }
    self.init(
      account: account,
      client: client,
      scopes: scopes,
      resources: resources,
      nonce: members["nonce"]?.string,
      signedInAt: signedInAt
    )
  }
}

extension IssuedToken: Saved {
  var members: JSONObject {
    [
      "grant": .string(grant), "scopes": .texts(scopes), "resource": resource.map(JSONValue.string) ?? .null,
      "consumed_at": consumedAt?.saved ?? .null,
    ]
  }

  init?(members: JSONValue) {
    guard let grant = members["grant"]?.string, let scopes = members["scopes"]?.texts else { return nil }
    self.init(
      grant: grant,
      scopes: scopes,
      resource: members["resource"]?.string,
      consumedAt: Timestamp(saved: members["consumed_at"])
    )
  }
}

extension JSONValue {
  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

  /// The elements of an array of strings; `nil` for any other value.
  var texts: [String]? {
    guard let array, case let texts = array.compactMap(\.string), texts.count == array.count else { return nil }
    return texts
  }
}
