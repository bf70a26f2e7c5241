import Synchronization

/// A stand-in for the my.nethesis.it backend, limited to sessions and personal API keys, and for its identity provider.
///
/// Its responses are modelled on recordings of the real one: the same checks in the same order, the same words, the
/// same order of members. Each request is handled in one synchronous step under one lock, so that no two requests can
/// pass the limit of keys together; delays and lost responses are left to the server around it.
package final class Sandbox: Sendable {
  /// The caller's address in audit entries: callers are on the same machine.
  static let callerAddress = "127.0.0.1"

  private let state: Mutex<State>
  private let now: @Sendable () -> Timestamp
  /// The file of the state; `nil` if the state ends with the sandbox.
  private let file: StateFile?
  let clock: any Clock<Duration> & Sendable
  /// The origin by which clients reach it; `nil` if that is where it listens.
  let publicOrigin: String?

  /// Makes a sandbox.
  package init(_ settings: SandboxSettings = SandboxSettings()) {
    state = Mutex(State(settings))
    now = settings.now
    clock = settings.clock
    publicOrigin = settings.publicOrigin
    file = nil
  }

  /// Makes a sandbox that keeps its state in a file, and continues with the state that is there.
  ///
  /// Throws if the file cannot be used, or holds something else.
  package init(_ settings: SandboxSettings, stateFile path: String) throws(StateFile.Failure) {
    let file = try StateFile(path)
    var state = State(settings)
    let now = settings.now().adding(settings.faults.clockOffset)
    if let saved = try file.read(), !state.restore(saved, at: now) {
      throw StateFile.Failure(path, "this is no state of a sandbox, or one of another version")
    }
    try file.write(state.saved(at: now))
    self.state = Mutex(state)
    self.now = settings.now
    clock = settings.clock
    publicOrigin = settings.publicOrigin
    self.file = file
  }

  /// Carries out a request and returns the response.
  package func respond(to request: SandboxRequest) -> SandboxResponse {
    state.withLock { state in
      state.count(request)
      let now = now().adding(state.faults.clockOffset)
      let isForProvider = request.path.hasPrefix("/oidc/")
      var reply = isForProvider ? state.provide(request, at: now) : answer(request, &state)
      // Reading at the backend changes nothing that has to be kept.
      if isForProvider || request.method != "GET", let failure = save(state, at: now) { reply = failure }
      reply.delay = state.faults.delay + (isForProvider ? state.faults.identityProviderDelay : .zero)
      reply.isLost = request.method == "POST" && state.losesAnswer()
      reply.second = state.faults.clockOffset == .zero ? nil : now.seconds
      return reply
    }
  }

  /// Saves the state before the response leaves, so that no client has what the sandbox forgets.
  ///
  /// Returns the response if that fails.
  private func save(_ state: State, at now: Timestamp) -> SandboxResponse? {
    guard let file else { return nil }
    do throws(StateFile.Failure) {
      try file.write(state.saved(at: now))
      return nil
    } catch {
      return SandboxResponse(500, "the sandbox cannot save its state: \(error)")
    }
  }

  private func answer(_ request: SandboxRequest, _ state: inout State) -> SandboxResponse {
    let route = SandboxOperation(of: request)
    let offset = state.faults.clockOffset
    let now = { self.now().adding(offset) }
    do throws(SandboxRefusal) {
      switch route {
      case .unknown: return .notFound
      case .redirect(let location):
        return SandboxResponse(redirectingTo: location, permanently: request.method == "GET")
      case .exchangeToken: return try state.exchangeToken(request, at: now())
      case .refreshToken: return try state.refreshToken(request, at: now())
      case .logout: return try state.logout(request, at: now())
      case .describeUser: return try state.describeUser(request, at: now())
      case .createKey: return try state.createKey(for: state.admit(request, at: now()).account, request, now)
      case .listKeys: return try state.listKeys(of: state.admit(request, at: now()).account)
      case .listAudit: return try state.listAudit(of: state.admit(request, at: now()).account, request)
      case .revokeKey(let id):
        let account = try state.admit(request, at: now()).account
        return try state.revokeKey(id, of: account, request, at: now())
      }
    } catch {
      return error.reply
    }
  }
}

extension Sandbox {
  /// The session token of an identity, without the scheme.
  package func token(of identity: Identity) -> String { state.withLock { $0.tokens[identity] ?? "" } }

  /// The faults; set a member to turn a fault on or off.
  package var faults: Faults {
    get { state.withLock { $0.faults } }
    set { state.withLock { $0.faults = newValue } }
  }

  /// Changes several faults in one step.
  package func changeFaults<E: Error>(_ change: (inout Faults) throws(E) -> Void) throws(E) {
    try state.withLock { state throws(E) in try change(&state.faults) }
  }

  /// Makes the identity provider's signing key be replaced; the old one stays published.
  package func rotateKeys() {
    state.withLock { state in
      let now = now().adding(state.faults.clockOffset)
      state.prepareKeys(at: now)
      let id = state.opaqueToken()
      state.provider.keys.rotate(at: now, id: id)
      _ = save(state, at: now)
    }
  }

  /// Tells the identity provider where it is.
  func setIssuer(_ issuer: String) { state.withLock { $0.issuer = issuer } }

  /// Deletes keys, audit trail, faults and counts; the sessions stay.
  package func reset() {
    state.withLock { state in
      state.reset()
      _ = save(state, at: now())
    }
  }

  /// The number of requests for each method and path, such as `POST /api/me/api-keys`.
  package var requestCounts: [String: Int] {
    let counts = state.withLock { $0.requestCounts }
    return Dictionary(uniqueKeysWithValues: counts.map { ("\($0.key.method) \($0.key.path)", $0.value) })
  }
}
