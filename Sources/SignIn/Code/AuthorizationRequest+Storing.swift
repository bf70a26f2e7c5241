import Crypto
package import JSON
import TextCoding

extension AuthorizationRequest {
  /// The attempt as JSON, for a sealed store only: it has the secrets that a code is redeemed with.
  package var json: JSONValue {
    var json: JSONObject = [
      "redirect_uri": .string(redirectURI), "scopes": .array(scopes.map(JSONValue.string)), "state": .string(state),
      "verifier": .string(verifier.text),
    ]
    json.append("resource", ifPresent: resource.map(JSONValue.string))
    json.append("nonce", ifPresent: nonce.map(JSONValue.string))
    return .object(json)
  }

  /// Reads an attempt that was stored, perhaps by another process; `nil` if it is damaged.
  ///
  /// - Parameters:
  ///   - json: The attempt (``json``).
  ///   - provider: The provider that it was made for.
  package init?(_ json: JSONValue, at provider: Provider) {
    guard let redirectURI = json["redirect_uri"]?.string, let scopes = json["scopes"]?.array?.compactMap(\.string),
      let state = json["state"]?.string, let verifier = json["verifier"]?.string
    else { return nil }
    self.init(
      provider: provider,
      redirectURI: redirectURI,
      scopes: scopes,
      resource: json["resource"]?.string,
      nonce: json["nonce"]?.string,
      state: state,
      verifier: CodeVerifier(text: verifier)
    )
  }

  /// The name under which an attempt is stored, of which nobody learns its `state`.
  package var reference: String { Self.reference(state) }

  /// The name of the attempt that the query of a redirect belongs to; `nil` if it has no single `state`.
  package static func reference(query: String) -> String? {
    let parameters = QueryParameters(query)
    return parameters.isMalformed ? nil : parameters["state"].map(reference)
  }

  private static func reference(_ state: String) -> String { Array(SHA256.hash(data: Array(state.utf8))).hexadecimal }
}
