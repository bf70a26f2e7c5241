/// The secrets of a leak check: random, worthless, and recognisable wherever they turn up.
package struct CanarySecrets: Sendable {
  /// A secret and its name.
  package struct Secret: Sendable, Hashable {
    /// The name of the secret, for reports.
    package let name: String
    /// The secret itself.
    package let text: String
    /// The random parts of it, which are searched for: what all tokens have in common is no secret.
    package let sections: [String]

    init(name: String, text: String, sections: [String]? = nil) {
      (self.name, self.text, self.sections) = (name, text, sections ?? [text])
    }
  }

  /// The session token that the server sends to the backend in a header.
  package let session: Secret
  /// The password that a person types on the page; it has every character that some format escapes.
  package let password: Secret
  /// The token that the backend creates and the page shows to a person.
  package let token: Secret
  /// The tokens and codes of a sign-in.
  package let signIn: SignInSecrets

  /// Makes random secrets.
  package init() {
    session = Secret(name: "session token", text: "cs-\(Self.chance())/\(Self.chance())~\(Self.chance())")
    password = Secret(name: "password", text: "\(Self.chance())+/é \"\(Self.chance())\\&%\(Self.chance())")
    token = Secret(name: "token of the answer", text: "ck_\(Self.chance()).\(Self.chance())\"\\/ü\(Self.chance())")
    signIn = SignInSecrets()
  }

  /// All of them.
  package var all: [Secret] { [session, password, token] + signIn.all }

  /// Twelve random letters and digits.
  static func chance() -> String {
    String((0..<12).compactMap { _ in "0123456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ".randomElement() })
  }
}
