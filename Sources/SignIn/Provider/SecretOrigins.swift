/// The origins that the configuration names: codes, verifiers, refresh tokens and client secrets go nowhere else.
package struct SecretOrigins: Sendable, Hashable {
  private let origins: Set<String>

  /// Makes the limit from URLs of the configuration, such as the issuer.
  ///
  /// - Throws: If one is no https URL, nor an http URL of this machine.
  package init(_ urls: [String]) throws(SignInError) {
    var origins: Set<String> = []
    for text in urls {
      guard let url = ServiceURL(text) else {
        throw SignInError(
          .configuration,
          "A sign-in URL is no https URL without user name and fragment (http is for this machine only)."
        )
      }
      origins.insert(url.origin)
    }
    self.origins = origins
  }

  /// Whether secrets may go to a URL.
  package func contains(_ url: ServiceURL) -> Bool { origins.contains(url.origin) }

  /// The URL of an endpoint that gets secrets; throws if it is outside of the origins.
  package func endpoint(_ text: String, _ noun: String) throws(SignInError) -> ServiceURL {
    guard let url = ServiceURL(text) else {
      throw SignInError(.untrusted, "The provider's \(noun) is no https URL without user name and fragment.")
    }
    guard contains(url) else {
      throw SignInError(
        .untrusted,
        """
        The provider's \(noun) is at \(url.origin), which the configuration does not name; nothing was sent there. \
        If that is right, say so with --login-origin \(url.origin).
        """
      )
    }
    return url
  }
}
