/// The challenge in `WWW-Authenticate` for a refused request (RFC 6750 section 3), as facts.
package struct Challenge: Sendable, Hashable {
  /// The error codes of RFC 6750 section 3.1.
  package enum Code: String, Sendable {
    case invalidRequest = "invalid_request"
    case invalidToken = "invalid_token"
    case insufficientScope = "insufficient_scope"
  }

  /// The error; `nil` if the request had no token at all (AUTH-14).
  package var error: Code?
  /// The scopes that the request needs.
  package var scopes: [String]
  /// The address of the server's metadata (RFC 9728 section 5.1); `nil` if it has none.
  package var metadataURL: String?

  /// The error in a sentence, for developers; `nil` for none.
  package var explanation: String?

  /// Makes a challenge.
  package init(
    error: Code? = nil,
    scopes: [String] = [],
    metadataURL: String? = nil,
    explanation: String? = nil
  ) {
    self.error = error
    self.scopes = scopes
    self.metadataURL = metadataURL
    self.explanation = explanation
  }

  /// Asks for a missing token, without an error code (AUTH-14).
  package static let missingToken = Challenge()
  /// Reports an invalid token.
  package static let invalidToken = Challenge(error: .invalidToken)

  /// The value of the header.
  package var header: String {
    var parameters: [(name: String, value: String)] = []
    if let error { parameters.append(("error", error.rawValue)) }
    if !scopes.isEmpty { parameters.append(("scope", scopes.joined(separator: " "))) }
    if let metadataURL { parameters.append(("resource_metadata", metadataURL)) }
    if let explanation { parameters.append(("error_description", explanation)) }
    let texts = parameters.map { "\($0.name)=\(Self.quoted($0.value))" }
    return (["Bearer"] + (texts.isEmpty ? [] : [texts.joined(separator: ", ")])).joined(separator: " ")
  }

  /// A quoted string (RFC 9110 section 5.6.4); control characters and what is no ASCII are left out.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars where 0x20...0x7E ~= scalar.value {
      if scalar == "\"" || scalar == "\\" { quoted.append("\\") }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
