import JSON

extension State {
  /// Creates a key.
  ///
  /// The order of the checks decides the error: body, identity, password, account, and only then the number of keys. So
  /// a wrong password takes precedence over too many keys.
  mutating func createKey(
    for account: Account?,
    _ request: SandboxRequest,
    _ now: () -> Timestamp
  ) throws(SandboxRefusal) -> SandboxResponse {
    let body = try createRequest(request.body)
    guard let account else { throw SandboxRefusal(403, "api keys are not available for this account") }
    guard !faults.identityProviderIsDown, body.password == account.password else {
      throw SandboxRefusal(.incorrectPassword)
    }
    guard !faults.databaseIsDown else { throw SandboxRefusal(500, "failed to create api key") }
    guard account.mayHoldKeys else { throw SandboxRefusal(403, "api keys are not available for this account") }
    // The expiry is computed first, so it is slightly less than whole days after the creation.
    let expiresAt = now().adding(days: body.days)
    let createdAt = now()
    guard countActiveKeys(of: account, at: createdAt) < maximumActiveKeys else {
      let complaint = SandboxResponse.Complaint(
        key: "limit",
        message: "max_keys_reached",
        value: String(maximumActiveKeys)
      )
      throw SandboxRefusal(SandboxResponse(409, complaints: [complaint]))
    }
    guard body.nameFits else { throw SandboxRefusal(500, "failed to create api key") }
    let key = APIKey(
      id: uuid(),
      account: account,
      name: body.name,
      mode: body.mode,
      publicPart: hexadecimal(bytes: 15),
      secret: hexadecimal(bytes: 30),
      expiresAt: expiresAt,
      createdAt: createdAt,
      bucket: TokenBucket(at: createdAt)
    )
    insert(key)
    record(.created, key, request, at: createdAt)
    return SandboxResponse(201, "api key created successfully", data: key.jsonAtCreation)
  }

  private func createRequest(_ body: [UInt8]) throws(SandboxRefusal) -> CreateRequest {
    let request: CreateRequest
    do throws(GoJSON.Failure) {
      request = try CreateRequest(body)
    } catch {
      throw SandboxRefusal(
        SandboxResponse(400, complaints: [SandboxResponse.Complaint(key: "unknown", message: error.message)])
      )
    }
    let complaints = request.complaints
    guard complaints.isEmpty else { throw SandboxRefusal(SandboxResponse(400, complaints: complaints)) }
    return request
  }

  /// Adds a key and indexes it.
  mutating func insert(_ key: APIKey) {
    keysByID[key.id] = keys.count
    keysByPublicPart[key.publicPart] = keys.count
    activeKeys[key.account, default: []].append(keys.count)
    keys.append(key)
  }

  /// Counts keys that are neither revoked nor expired; drops the others from the index when the limit is reached.
  private mutating func countActiveKeys(of account: Account, at now: Timestamp) -> Int {
    let known = activeKeys[account] ?? []
    guard known.count >= maximumActiveKeys else { return known.count }
    let active = known.filter { keys[$0].isActive(at: now) }
    activeKeys[account] = active
    return active.count
  }

  /// Lists all keys that the account ever had, newest first.
  func listKeys(of account: Account?) throws(SandboxRefusal) -> SandboxResponse {
    guard !faults.databaseIsDown else { throw SandboxRefusal(500, "failed to list api keys") }
    let own = keys.reversed().filter { $0.account == account }
    return SandboxResponse(200, "api keys retrieved successfully", data: ["api_keys": .array(own.map(\.json))])
  }

  /// Revokes a key of the account at once.
  mutating func revokeKey(
    _ id: String,
    of account: Account?,
    _ request: SandboxRequest,
    at now: Timestamp
  ) throws(SandboxRefusal) -> SandboxResponse {
    guard !faults.databaseIsDown else { throw SandboxRefusal(500, "failed to revoke api key") }
    guard let index = keysByID[id], keys[index].account == account, keys[index].revokedAt == nil else {
      throw SandboxRefusal(404, "api key not found")
    }
    keys[index].revokedAt = now
    activeKeys[keys[index].account]?.removeAll { $0 == index }
    record(.revoked, keys[index], request, at: now)
    return SandboxResponse(200, "api key revoked successfully")
  }
}
