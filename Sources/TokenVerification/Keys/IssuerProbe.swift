package import SignIn

/// A look at an issuer before any token comes: its metadata and its keys.
package struct IssuerProbe: Sendable {
  private let keys: ProviderKeys

  /// Takes the issuer.
  ///
  /// - Parameters:
  ///   - issuer: The issuer.
  ///   - keysURL: The place of its keys; `nil` for the one that its metadata name.
  ///   - transport: Sends requests to the issuer.
  package init(_ issuer: String, keysAt keysURL: ServiceURL?, _ transport: any SignInTransport) {
    keys = ProviderKeys(of: issuer, at: keysURL, transport, clock: .system)
  }

  /// Fetches the keys.
  ///
  /// - Returns: The number of keys that can verify tokens.
  /// - Throws: The reason why there are none.
  package func keyCount() async throws(SignInError) -> Int {
    let set: KeySet
    do throws(KeyFetchError) { set = try await keys.fetch().set } catch {
      throw SignInError(.unavailable, error.sentence)
    }
    guard !set.isEmpty else {
      throw SignInError(.untrusted, "None of its keys can be used: they need an id, and a known kind and algorithm.")
    }
    return set.count
  }
}
