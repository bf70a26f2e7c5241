import JSON

extension StoredSession {
  private static let version = 1

  /// The session as JSON, for a sealed store only: it contains all tokens.
  var json: [UInt8] {
    var object: JSONObject = [
      "version": .number(JSONNumber(Self.version)), "kind": .string(kind.rawValue), "audience": .string(audience),
      "signed_in_at": Self.json(signedIn), "exportable": .bool(isExportable), "account": account.json,
    ]
    object.append("provider", ifPresent: provider?.json)
    object.append("backend", ifPresent: backend?.json)
    object.append("provider_access", ifPresent: providerAccess?.json)
    object.append("provider_refresh", ifPresent: providerRefresh?.json)
    object.append("access", ifPresent: access?.json)
    object.append("refresh", ifPresent: refresh?.json)
    object.append("burned_at", ifPresent: burned.map(Self.json))
    return JSONValue.object(object).json
  }

  /// Reads a stored session.
  ///
  /// - Throws: If another version of the program wrote it, or it is damaged.
  package init(json: [UInt8]) throws(SignInError) {
    guard let object = (try? JSONParser.parse(json, options: .init(maximumDepth: 16)))?.object,
      let version = object["version"]?.int
    else { throw Self.damaged }
    guard version == Self.version else {
      throw SignInError(
        .store,
        "A newer version of this program stored the session: sign in again, or use that version."
      )
    }
    guard let kind = object["kind"]?.string.flatMap(Kind.init), let audience = object["audience"]?.string,
      let signedIn = Self.moment(object["signed_in_at"]), let account = object["account"]?.object
    else { throw Self.damaged }
    self.init(
      kind,
      audience: audience,
      provider: try object["provider"].map { value throws(SignInError) in try SessionProvider(json: value) },
      backend: try object["backend"].map { value throws(SignInError) in try BackendEndpoints(json: value) },
      account: SessionAccount(json: account),
      signedIn: signedIn
    )
    isExportable = object["exportable"]?.bool ?? false
    providerAccess = try object["provider_access"].map { value throws(SignInError) in try HeldAccess(json: value) }
    providerRefresh = try object["provider_refresh"].map { value throws(SignInError) in try HeldRefresh(json: value) }
    access = try object["access"].map { value throws(SignInError) in try HeldAccess(json: value) }
    refresh = try object["refresh"].map { value throws(SignInError) in try HeldRefresh(json: value) }
    burned = Self.moment(object["burned_at"])
    guard kind == .pasted || provider != nil, kind != .exchanged || backend != nil else { throw Self.damaged }
  }

  static let damaged = SignInError(.store, "The stored session is damaged: sign out, then sign in again.")

  static func json(_ moment: Moment) -> JSONValue { .number(JSONNumber(moment.milliseconds)) }

  static func moment(_ value: JSONValue?) -> Moment? { value?.int.map { Moment(milliseconds: $0) } }
}

extension SessionAccount {
  fileprivate var json: JSONValue {
    var object = JSONObject()
    object.append("subject", ifPresent: subject.map { .string($0) })
    object.append("id", ifPresent: id.map { .string($0) })
    object.append("name", ifPresent: name.map { .string($0) })
    object.append("email", ifPresent: email.map { .string($0) })
    object.append("organization", ifPresent: organization.map { .string($0) })
    return .object(object)
  }

  fileprivate init(json object: JSONObject) {
    self.init(
      subject: object["subject"]?.string,
      id: object["id"]?.string,
      name: object["name"]?.string,
      email: object["email"]?.string,
      organization: object["organization"]?.string
    )
  }
}

extension SessionProvider {
  fileprivate var json: JSONValue {
    var object: JSONObject = [
      "client_id": .string(clientID), "token_endpoint": .string(tokenEndpoint.description),
      "scopes": .array(scopes.map { .string($0) }),
    ]
    object.append("issuer", ifPresent: issuer.map { .string($0) })
    object.append("revocation_endpoint", ifPresent: revocationEndpoint.map { .string($0.description) })
    return .object(object)
  }

  fileprivate init(json value: JSONValue) throws(SignInError) {
    guard let clientID = value["client_id"]?.string,
      let tokenEndpoint = value["token_endpoint"]?.string.flatMap({ ServiceURL($0) })
    else { throw StoredSession.damaged }
    self.init(
      issuer: value["issuer"]?.string,
      clientID: clientID,
      tokenEndpoint: tokenEndpoint,
      revocationEndpoint: value["revocation_endpoint"]?.string.flatMap { ServiceURL($0) },
      scopes: value["scopes"]?.array?.compactMap(\.string) ?? []
    )
  }
}

extension BackendEndpoints {
  fileprivate var json: JSONValue {
    var object: JSONObject = ["exchange": .string(exchange.description), "refresh": .string(refresh.description)]
    object.append("logout", ifPresent: logout.map { .string($0.description) })
    return .object(object)
  }

  fileprivate init(json value: JSONValue) throws(SignInError) {
    guard let exchange = value["exchange"]?.string.flatMap({ ServiceURL($0) }),
      let refresh = value["refresh"]?.string.flatMap({ ServiceURL($0) })
    else { throw StoredSession.damaged }
    self.init(exchange: exchange, refresh: refresh, logout: value["logout"]?.string.flatMap { ServiceURL($0) })
  }
}

extension HeldAccess {
  fileprivate var json: JSONValue {
    var object: JSONObject = ["token": .string(token.secret), "obtained_at": StoredSession.json(obtained)]
    object.append("expires_at", ifPresent: expires.map(StoredSession.json))
    return .object(object)
  }

  fileprivate init(json value: JSONValue) throws(SignInError) {
    guard let token = value["token"]?.string.flatMap({ TokenText($0) }),
      let obtained = StoredSession.moment(value["obtained_at"])
    else { throw StoredSession.damaged }
    self.init(token: token, obtained: obtained, expires: StoredSession.moment(value["expires_at"]))
  }
}

extension HeldRefresh {
  fileprivate var json: JSONValue {
    var object: JSONObject = ["token": .string(token.secret), "obtained_at": StoredSession.json(obtained)]
    object.append("expires_at", ifPresent: expires.map(StoredSession.json))
    object.append("sent_at", ifPresent: sent.map(StoredSession.json))
    object.append("tried_at", ifPresent: tried.map(StoredSession.json))
    return .object(object)
  }

  fileprivate init(json value: JSONValue) throws(SignInError) {
    guard let token = value["token"]?.string.flatMap({ TokenText($0) }),
      let obtained = StoredSession.moment(value["obtained_at"])
    else { throw StoredSession.damaged }
    self.init(
      token: token,
      obtained: obtained,
      expires: StoredSession.moment(value["expires_at"]),
      sent: StoredSession.moment(value["sent_at"]),
      tried: StoredSession.moment(value["tried_at"])
    )
  }
}
