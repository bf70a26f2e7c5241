import HTTPTypes
import OpenAPI

/// A credential and the one place of a request where it goes.
struct ShownCredential: Sendable {
  private let place: CredentialPlace
  /// The scheme that it is for.
  let scheme: SecurityScheme
  /// What is written there.
  private let text: String
  /// Every text that would give the credential away.
  let known: [KnownSecret]
  /// The credential, if it is one that nobody can guess; a password is none.
  let token: String?
  /// The user name that goes with a password.
  let user: String?

  var secrets: [String] { known.map(\.text) }

  /// Puts a credential where its scheme wants it.
  ///
  /// - Throws: Why it cannot be shown there, without the credential.
  init(_ credential: Credential, for scheme: SecurityScheme, at place: CredentialPlace) throws(CallFailure) {
    self.place = place
    self.scheme = scheme
    if case .basic(let user, _) = credential { self.user = user } else { user = nil }
    switch (place, credential) {
    case (.bearer, .bearer(let token)):
      text = "Bearer \(token.text)"
      known = [token]
      self.token = token.text
    case (.basic, .basic(let user, let password)) where !user.utf8.contains(UInt8(ascii: ":")):
      let pair = Base64.text(Array("\(user):\(password.text)".utf8))
      text = "Basic \(pair)"
      known = [KnownSecret(pair), password]
      token = nil
    case (.header, .key(let key)):
      text = key.text
      known = [key]
      token = key.text
    case (.query, .key(let key)), (.cookie, .key(let key)):
      text = PercentEncoding.encoded(key.text)
      known = [key]
      token = key.text
    default:
      throw CallFailure(
        "Nothing was sent, because the credential for \(scheme.name) is not of the kind that this scheme takes."
      )
    }
    guard HTTPField.isValidValue(text), !text.hasSuffix(" ") else {
      throw CallFailure(
        "Nothing was sent, because the credential for \(scheme.name) has characters that no header field can have."
      )
    }
  }

  /// Writes the credential into a request that has everything else, over whatever an argument put in its place.
  func show(in request: inout HTTPRequest) {
    switch place {
    case .bearer, .basic: request.headerFields[.authorization] = text
    case .header(let name): request.headerFields[name] = text
    case .query(let name):
      let path = request.path ?? ""
      request.path = "\(path)\(path.contains("?") ? "&" : "?")\(PercentEncoding.encoded(name))=\(text)"
    case .cookie(let name):
      let others = request.headerFields[.cookie].map { "\($0); " } ?? ""
      request.headerFields[.cookie] = "\(others)\(name)=\(text)"
    }
  }
}
