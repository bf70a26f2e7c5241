/// The secrets of a check: made up for it, good for nothing, and found wherever they get to.
package struct CanarySecrets: Sendable {
  /// A secret, and what it stands for.
  package struct Secret: Sendable, Hashable {
    package let name: String
    package let text: String
  }

  /// What the server shows the backend, in a header.
  package let session: Secret
  /// What a person types on the page; it has whatever has to be escaped somewhere.
  package let password: Secret
  /// What the backend makes and a person is shown.
  package let token: Secret

  package init() {
    session = Secret(name: "session token", text: "cs-\(Self.chance())/\(Self.chance())~\(Self.chance())")
    password = Secret(name: "password", text: "\(Self.chance())+/é \"\(Self.chance())\\&%\(Self.chance())")
    token = Secret(name: "token of the answer", text: "ck_\(Self.chance()).\(Self.chance())\"\\/ü\(Self.chance())")
  }

  package var all: [Secret] { [session, password, token] }

  /// Twelve letters and digits.
  private static func chance() -> String {
    String((0..<12).compactMap { _ in "0123456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ".randomElement() })
  }
}
