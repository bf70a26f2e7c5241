import Crypto
import JSON
import SignIn
import Synchronization

/// Asks an issuer about opaque tokens (RFC 7662), once at a time for each.
final class Introspection: Sendable {
  /// The outcome of a question.
  enum Outcome: Sendable {
    case active(JSONObject)
    case inactive
    case unavailable(retryAfter: Int)
  }

  private struct State {
    var endpoint: ServiceURL?
    var flights: [SHA256Digest: Task<Outcome, Never>] = [:]
    var hasFailed = false
  }

  /// The most tokens that are asked about at the same time.
  static let maximumFlights = 64
  private static let retryAfter = 5

  private let client: OAuthClient
  private let issuer: String
  private let transport: any SignInTransport
  private let note: @Sendable (String) -> Void
  private let state = Mutex(State())

  init(
    by client: OAuthClient,
    at issuer: String,
    _ transport: any SignInTransport,
    note: @escaping @Sendable (String) -> Void
  ) {
    self.client = client
    self.issuer = issuer
    self.transport = transport
    self.note = note
  }

  func ask(about token: String, _ digest: SHA256Digest) async -> Outcome {
    let flight: Task<Outcome, Never>? = state.withLock { state in
      if let flight = state.flights[digest] { return flight }
      guard state.flights.count < Self.maximumFlights else { return nil }
      // Unstructured, because all that wait for it share it.
      let task = Task { await run(token, digest) }
      state.flights[digest] = task
      return task
    }
    return await flight?.value ?? .unavailable(retryAfter: 1)
  }

  private func run(_ token: String, _ digest: SHA256Digest) async -> Outcome {
    let (outcome, problem) = await outcome(of: token)
    let isNews = state.withLock { state in
      state.flights[digest] = nil
      defer { state.hasFailed = problem != nil }
      return state.hasFailed != (problem != nil)
    }
    if isNews {
      note(
        problem.map { "The issuer cannot be asked about tokens: \($0)" } ?? "The issuer can be asked about tokens again"
      )
    }
    return outcome
  }

  private func outcome(of token: String) async -> (Outcome, problem: String?) {
    let unavailable = Outcome.unavailable(retryAfter: Self.retryAfter)
    do throws(SignInError) {
      let reply = try await IntrospectionRequest(token: token, client: client).send(to: try await endpoint(), transport)
      switch reply {
      case .token(let object): return object["active"] == true ? (.active(object), nil) : (.inactive, nil)
      case .unsupported: return (.inactive, nil)
      }
    } catch {
      return (unavailable, error.sentence)
    }
  }

  private func endpoint() async throws(SignInError) -> ServiceURL {
    if let endpoint = state.withLock({ $0.endpoint }) { return endpoint }
    let metadata = try await ProviderDiscovery(transport, timeout: ProviderKeys.timeout).metadata(of: issuer)
    guard let text = metadata.endpoint("introspection_endpoint") else {
      throw SignInError(.configuration, "The issuer's metadata name no introspection endpoint (RFC 8414 section 2).")
    }
    let url = try SecretOrigins([issuer]).endpoint(text, "introspection endpoint")
    state.withLock { $0.endpoint = url }
    return url
  }
}
