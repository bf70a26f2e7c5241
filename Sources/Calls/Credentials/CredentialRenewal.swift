import Operations

/// The outcome of asking for other credentials, after the backend refused some with 401.
enum CredentialRenewal: Sendable {
  /// There are no others.
  case unchanged
  /// There are others, which the backend has not seen yet.
  case renewed(PresentedCredentials)
  /// There should be others, but cannot be: the reason with advice, without any credential.
  case unavailable(String)
}

extension CredentialCheck {
  /// Reports credentials as refused to their source, and asks it for others.
  func renewal(of presented: PresentedCredentials, from source: CallCredentials) async -> CredentialRenewal {
    for shown in presented.credentials { await source.rejected(shown.credential) }
    var isChanged = false
    do throws(CredentialError) {
      for shown in presented.credentials {
        guard let credential = try await source.credential(for: shown.scheme) else { return .unchanged }
        isChanged = isChanged || credential != shown.credential
      }
    } catch {
      return .unavailable(error.sentence)
    }
    guard isChanged else { return .unchanged }
    do throws(CallFailure) { return .renewed(try await outcome(from: source).presented) } catch { return .unchanged }
  }
}
