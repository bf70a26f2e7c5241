import JSON
import Store

@testable import SignIn

/// One person's session over simulated services, with any number of processes that use it.
struct SessionBench {
  let clock: TestTime
  let services: SimulatedServices
  let store: MemoryStore
  let configuration: SessionConfiguration
  let key = StoreKey("session", "default")

  static let client = OAuthClient(id: "cli")

  init(
    _ fault: @escaping @Sendable (SignInRequest, Int) -> SimulatedServices.Fault? = { _, _ in nil }
  ) throws {
    let clock = TestTime()
    self.clock = clock
    services = SimulatedServices(clock, fault: fault)
    store = MemoryStore(clock: StoreClock(now: { clock.now.seconds }, uptime: { clock.now - Moment(milliseconds: 0) }))
    configuration = SessionConfiguration(
      audience: SimulatedServices.api,
      issuer: SimulatedServices.issuer,
      clients: [Self.client],
      backend: try Self.backend(SimulatedServices.api),
      origins: try SecretOrigins([SimulatedServices.issuer])
    )
  }

  /// The same services and clock, with a store of its own.
  init(sharing other: SessionBench) {
    (clock, services, configuration) = (other.clock, other.services, other.configuration)
    let clock = clock
    store = MemoryStore(clock: StoreClock(now: { clock.now.seconds }, uptime: { clock.now - Moment(milliseconds: 0) }))
  }

  static func backend(_ base: String) throws(SignInError) -> BackendEndpoints {
    try BackendEndpoints(base: base, exchange: "/auth/exchange", refresh: "/auth/refresh", logout: "/auth/logout")
  }

  static func provider() throws(SignInError) -> Provider {
    let metadata = ProviderMetadata([
      "issuer": .string(SimulatedServices.issuer), "token_endpoint": "https://id.example/oidc/token",
      "authorization_endpoint": "https://id.example/oidc/auth",
      "device_authorization_endpoint": "https://id.example/oidc/device/auth",
      "revocation_endpoint": "https://id.example/oidc/token/revocation",
      "authorization_response_iss_parameter_supported": true,
    ])
    return try Provider(
      metadata,
      issuer: SimulatedServices.issuer,
      within: try SecretOrigins([SimulatedServices.issuer])
    )
  }

  /// A keeper as another process has it.
  func keeper(
    transport: (any SignInTransport)? = nil,
    store: (any Store)? = nil,
    configuration: SessionConfiguration? = nil
  ) -> SessionKeeper {
    SessionKeeper(
      store: store ?? self.store,
      key: key,
      configuration: configuration ?? self.configuration,
      transport: transport ?? services,
      time: clock.time
    )
  }

  /// Signs a person in, and stores the session.
  @discardableResult
  func signIn(_ subject: String = "mario") async throws -> SessionKeeper {
    let endpoint = TokenEndpoint(try Self.provider(), client: Self.client, transport: services, time: clock.time)
    let object = services.signIn(subject).object ?? [:]
    let response = try TokenResponse(object, receivedAt: clock.now, host: "id.example")
    let grant = SignInGrant(
      response,
      identity: Identity(subject: subject, name: nil),
      scopes: ["openid", "offline_access"]
    )
    let session = try await SignInCompletion(configuration, endpoint).session(of: grant)
    let keeper = keeper()
    try await keeper.keep(session)
    return keeper
  }

  /// The session in the store.
  func stored() async throws -> StoredSession? { try await keeper().stored() }
}
