package import Sandbox

extension RunningSandbox {
  /// Instructions for a person on how to use it.
  package var introduction: String {
    """
    Sandbox of my.nethesis.it at \(baseURL)
      user           \(Account.mario.rawValue)
      password       \(Account.mario.password)
      session token  \(token(of: .mario))
    """
  }

  /// Instructions for signing in to it, and for its further accounts.
  package func signInIntroduction(users: Int) -> String {
    var text = """

      Sign in to it with
        nethesis-mcp login --backend \(baseURL) --login-issuer \(issuer) \\
            --login-client-id browser=\(ProviderClient.browser.rawValue) \\
            --login-client-id device=\(ProviderClient.device.rawValue)
      """
    if users > 0 {
      let (first, last) = (Account.numbered(1), Account.numbered(users))
      text += "\nFurther users: \(first.rawValue) with password \(first.password)"
      if users > 1 { text += ", to \(last.rawValue) with \(last.password)" }
    }
    return text
  }
}
