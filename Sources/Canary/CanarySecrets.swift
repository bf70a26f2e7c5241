/// The secrets of a leak check: random, worthless, and recognisable wherever they turn up.
package struct CanarySecrets: Sendable {
  /// A secret and its name.
  package struct Secret: Sendable, Hashable {
    /// The name of the secret, for reports.
    package let name: String
    /// The secret itself.
    package let text: String
  }

  /// The session token that the server sends to the backend in a header.
  package let session: Secret
  /// The password that a person types on the page; it has every character that some format escapes.
  package let password: Secret
  /// The token that the backend creates and the page shows to a person.
  package let token: Secret

  /// Makes random secrets.
  package init() {
    session = Secret(name: "session token", text: "cs-\(Self.chance())/\(Self.chance())~\(Self.chance())")
    password = Secret(name: "password", text: "\(Self.chance())+/é \"\(Self.chance())\\&%\(Self.chance())")
    token = Secret(name: "token of the answer", text: "ck_\(Self.chance()).\(Self.chance())\"\\/ü\(Self.chance())")
  }

  /// All three secrets.
  package var all: [Secret] { [session, password, token] }

  /// Twelve random letters and digits.
  private static func chance() -> String {
    String((0..<12).compactMap { _ in "0123456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ".randomElement() })
  }
}
