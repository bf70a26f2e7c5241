import Calls
import MCP
import OpenAPI
import Redaction
import SignIn

/// The linked session of one caller, as the credential of its calls.
struct CallerSession: CredentialSource {
  let caller: Principal
  let api: LinkedCredentials

  func credential(for scheme: SecurityScheme) async throws(CredentialError) -> Credential? {
    guard scheme.credentialKind == .bearer, refusal == nil else { return nil }
    do throws(SignInError) { return try await session().map { .bearer($0.secret) } } catch {
      switch error.kind {
      case .absent: return nil
      case .ended: throw CredentialError("The session of this caller has ended.", signInReason: Self.ended)
      default: throw CredentialError(error.sentence)
      }
    }
  }

  private static let ended = "The session that was linked has ended, or was ended at the provider."

  /// The session for a call, with its token prepared for searches.
  private func session() async throws(SignInError) -> LinkedToken? {
    let exchanged = try await api.exchanged()?.session(of: caller)
    guard let exchanged else {
      return api.token(of: caller, try await api.sessions().keeper(of: caller).credential())
    }
    return api.token(of: caller, exchanged)
  }

  func rejected(_ credential: Credential) async {
    guard case .bearer(let secret) = credential else { return }
    try? api.sessions().keeper(of: caller).rejected(secret.text)
    try? api.exchanged()?.keeper(of: caller).rejected(secret.text)
  }

  func place(for scheme: SecurityScheme) -> String? {
    scheme.credentialKind == .bearer ? "link \(api.audience)\n\(caller.key)" : nil
  }

  func account(of credential: Credential) -> CallAccount? {
    guard case .bearer(let secret) = credential else { return nil }
    return api.knownToken(of: caller).flatMap { $0.secret === secret ? $0.account : nil }
  }

  var held: HeldSecrets { api.knownToken(of: caller)?.held ?? .none }

  func advice(for scheme: SecurityScheme) -> String { "Each caller signs in on a page of this server." }

  var link: (any SessionLink)? { refusal == nil ? CallerLink(caller: caller, api: api) : nil }

  var absence: String? { refusal }

  /// The reason why this caller is given no page; `nil` if a person can sign in for it.
  private var refusal: String? {
    if caller.key.isEmpty { return api.absence }
    guard !caller.isService else {
      return "this caller is a program with a token of its own, and no person can sign in for it. Call with the token "
        + "of a person, or bring a session in the header Nethesis-Session-Token where this server takes one."
    }
    // Faults of the settings are told where the session is opened.
    guard let configuration = try? api.signIn().configuration,
      api.linking.identification.way(of: caller, at: configuration.issuer) == nil
    else { return nil }
    return "nobody could show on a page to be this caller. Bring a session in the header Nethesis-Session-Token where "
      + "this server takes one."
  }
}
