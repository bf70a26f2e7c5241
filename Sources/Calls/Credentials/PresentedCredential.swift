import HTTPTypes
import OpenAPI
import Operations
import Redaction
import TextCoding

/// A credential and its place in a request.
struct PresentedCredential: Sendable {
  let credential: Credential
  private let place: CredentialPlace
  /// The security scheme of the credential.
  let scheme: SecurityScheme
  /// The text that is written at the place.
  private let text: String
  /// The header field with the whole credential, validated once; `nil` for places within other fields.
  private let field: HTTPField?
  /// All texts that would reveal the credential, for redaction.
  let known: [KnownSecret]
  /// The credential if nobody can guess it; `nil` for passwords.
  let token: KnownSecret?
  /// The user name of a password; `nil` for other credentials.
  let user: String?

  /// Prepares a credential for the place of its scheme.
  ///
  /// - Throws: The reason why the credential cannot be presented there, without its text.
  init(_ credential: Credential, for scheme: SecurityScheme, at place: CredentialPlace) throws(CallFailure) {
    self.credential = credential
    self.place = place
    self.scheme = scheme
    if case .basic(let user, _) = credential { self.user = user } else { user = nil }
    switch (place, credential) {
    case (.bearer, .bearer(let token)):
      text = "Bearer \(token.text)"
      known = [token]
      self.token = token
    case (.basic, .basic(let user, let password)) where !user.utf8.contains(UInt8(ascii: ":")):
      let pair = Base64.text(Array("\(user):\(password.text)".utf8))
      text = "Basic \(pair)"
      known = [KnownSecret(pair), password]
      token = nil
    case (.header, .key(let key)):
      text = key.text
      known = [key]
      token = key
    case (.query, .key(let key)), (.cookie, .key(let key)):
      text = PercentEncoding.encoded(key.text)
      known = [key]
      token = key
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
    switch place {
    case .bearer, .basic: field = HTTPField(name: .authorization, value: text)
    case .header(let name): field = HTTPField(name: name, value: text)
    case .query, .cookie: field = nil
    }
  }

  /// Writes the credential into an otherwise complete request; it replaces any argument at its place.
  func show(in request: inout HTTPRequest) {
    switch place {
    case .bearer, .basic, .header:
      if let field { request.headerFields[fields: field.name] = [field] }
    case .query(let name):
      let path = request.path ?? ""
      request.path = "\(path)\(path.contains("?") ? "&" : "?")\(PercentEncoding.encoded(name))=\(text)"
    case .cookie(let name):
      let others = request.headerFields[.cookie].map { "\($0); " } ?? ""
      request.headerFields[.cookie] = "\(others)\(name)=\(text)"
    }
  }
}
