package import APITools

extension TokenSource: CredentialSource {
  package func bearerToken() throws(CredentialError) -> String? {
    do throws(TokenError) { return try token() } catch { throw CredentialError("\(error)") }
  }
}
