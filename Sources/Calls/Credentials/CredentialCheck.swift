import JSONSchema
import LazyValue
package import OpenAPI
package import Operations
import Redaction

/// Finds the credentials for a call, and refuses unacceptable ones before anything is sent.
package struct CredentialCheck: Sendable {
  /// A scheme with the place of its credential in the request.
  private typealias Wanted = (scheme: SecurityScheme, place: CredentialPlace)

  /// The supported alternatives of the security, in document order; each needs all of its schemes.
  private let alternatives: [[Wanted]]
  /// Whether the operation also accepts anonymous callers.
  private let isOptional: Bool
  private let accepted: Lazy<[Pattern]>
  private let kept = KeptCredentials()
  private let otherwise: String
  /// The document's sentence for a missing credential; `nil` for none.
  private let missing: String?

  /// Makes the check of an operation.
  ///
  /// - Throws: An error if no alternative of its security is supported.
  package init(_ operation: Operation) throws(UnusableOperation) {
    alternatives = operation.security.compactMap { alternative in
      let wanted = alternative.schemes.map { ($0.scheme, CredentialPlace($0.scheme)) }
      guard !wanted.isEmpty, wanted.allSatisfy({ $0.1 != nil }) else { return nil }
      return wanted.compactMap { scheme, place in place.map { (scheme, $0) } }
    }
    isOptional = operation.security.isEmpty || operation.security.contains { $0.schemes.isEmpty }
    guard isOptional || !alternatives.isEmpty else {
      let schemes = operation.security.flatMap(\.schemes).map(\.scheme.name).joined(separator: ", ")
      throw UnusableOperation(
        "It needs a credential of a kind that cannot be configured: \(schemes). "
          + "A bearer token, a user name with a password and an API key can."
      )
    }
    let rule = operation.mcp.credential
    otherwise = rule?.otherwise ?? ""
    missing = operation.mcp.errors["401"]
    accepted = Lazy { (rule?.accepts ?? []).compactMap { try? Pattern($0) } }
  }

  /// Whether the operation requires a credential.
  var isDemanded: Bool { !isOptional }

  /// The credentials to send: those of the first completely configured alternative.
  ///
  /// - Returns: No credentials if none is configured and none is required.
  /// - Throws: The reason why one is unavailable or unacceptable, without the credential.
  func outcome(from source: any CredentialSource) async throws(CallFailure) -> CredentialOutcome {
    var failure: CredentialError?
    for (index, alternative) in alternatives.enumerated() {
      let found: [Credential]?
      do throws(CredentialError) {
        found = try await Self.credentials(alternative, from: source)
      } catch {
        failure = failure ?? error
        continue
      }
      guard let found else { continue }
      let held = source.held
      let presented = try kept.presented(found, for: index, besides: held) { () throws(CallFailure) in
        let shown = try zip(alternative, found).map { wanted, credential throws(CallFailure) in
          try accept(credential)
          return try PresentedCredential(credential, for: wanted.scheme, at: wanted.place)
        }
        return PresentedCredentials(shown, besides: held)
      }
      return .presented(presented)
    }
    // A configured but unavailable credential is never silently left out, even if callers may be anonymous.
    if let failure { return try ended(failure, source) }
    guard !isOptional, let first = alternatives.first else {
      return .presented(kept.anonymous(besides: source.held))
    }
    if let absence = source.absence { throw CallFailure("Nothing was sent, because \(absence)") }
    return .signInNeeded(signIn(first, source))
  }

  /// One credential for each scheme; `nil` if one of them is not configured.
  private static func credentials(
    _ alternative: [Wanted],
    from source: any CredentialSource
  ) async throws(CredentialError) -> [Credential]? {
    var found: [Credential] = []
    for wanted in alternative {
      guard let credential = try await source.credential(for: wanted.scheme) else { return nil }
      found.append(credential)
    }
    return found
  }

  /// Refuses a credential that matches none of the accepted forms.
  private func accept(_ credential: Credential) throws(CallFailure) {
    let patterns = accepted.value
    switch credential {
    case .bearer(let secret), .key(let secret):
      guard patterns.isEmpty || patterns.contains(where: { $0.matches(secret.text) }) else {
        throw CallFailure("Nothing was sent. \(otherwise)")
      }
    case .basic: break
    }
  }

  private func signIn(_ wanted: [Wanted], _ source: any CredentialSource) -> NeededSignIn {
    if let link = linked(by: source, "This caller has no session here yet.") { return link }
    let what = wanted.allSatisfy { $0.place == .bearer } ? "token" : "credential"
    let advice = missing ?? wanted.map { source.advice(for: $0.scheme) }.joined(separator: " ")
    let words = "Nothing was sent, because no \(what) is configured. \(advice)"
    guard let (schemes, service) = service(of: source) else {
      return NeededSignIn(schemes: wanted.map(\.scheme.name), words: words, advice: words)
    }
    return NeededSignIn(
      schemes: schemes,
      words: "Nothing was sent; whoever runs this server signs in with \(service.offer.commandWords).",
      advice: words,
      service: service
    )
  }

  /// The sign-in that replaces a session that has ended.
  ///
  /// - Throws: The reason why a credential is unavailable, if no sign-in would mend that.
  private func ended(
    _ failure: CredentialError,
    _ source: any CredentialSource
  ) throws(CallFailure) -> CredentialOutcome {
    let words = "Nothing was sent. \(failure.sentence)"
    if let reason = failure.signInReason, let link = linked(by: source, reason) { return .signInNeeded(link) }
    guard let reason = failure.signInReason, let (schemes, service) = service(of: source) else {
      throw CallFailure(words)
    }
    return .signInNeeded(
      NeededSignIn(
        schemes: schemes,
        words: words,
        advice: words,
        reason: reason,
        isChoice: failure.isChoice,
        service: service
      )
    )
  }

  /// The session that the caller can link; `nil` if this caller can link none, or it would not be enough.
  private func linked(by source: any CredentialSource, _ reason: String) -> NeededSignIn? {
    guard let link = source.link, let wanted = alternatives.first(where: { $0.allSatisfy { $0.place == .bearer } })
    else { return nil }
    let words = "Nothing was sent. \(reason) Call again for a link to sign in."
    return NeededSignIn(
      schemes: wanted.map(\.scheme.name),
      words: words,
      advice: words,
      reason: reason,
      link: link
    )
  }

  /// The sign-in that gives all credentials of one alternative; `nil` if none does.
  private func service(of source: any CredentialSource) -> (schemes: [String], service: any PersonSignIn)? {
    guard let wanted = alternatives.first(where: { $0.allSatisfy { $0.place == .bearer } }),
      let service = source.signIn
    else { return nil }
    return (wanted.map(\.scheme.name), service)
  }
}
