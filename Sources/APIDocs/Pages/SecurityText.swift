package import OpenAPI

/// The authentication of callers, in words.
package enum SecurityText {
  /// The alternative credentials for an operation, as list items.
  package static func alternatives(of operation: Operation) -> [String] {
    let requirements = operation.security
    guard !requirements.isEmpty else { return ["- Anybody: no credential is needed."] }
    return requirements.map { requirement in
      guard !requirement.schemes.isEmpty else { return "- Anybody: no credential is needed." }
      return "- " + requirement.schemes.map(sentence).joined(separator: " And: ")
    }
  }

  private static func sentence(_ use: SecurityRequirement.Scheme) -> String {
    let scopes = use.scopes.isEmpty ? "" : " Scopes: \(use.scopes.map(Markdown.code).joined(separator: ", "))."
    return sentence(use.scheme) + scopes
  }

  /// The credential of a scheme, and the document's words on it.
  package static func sentence(_ scheme: SecurityScheme) -> String {
    let description = scheme.description.map { " \(Markdown.line($0))" } ?? ""
    return "\(Markdown.code(scheme.name)): \(words(scheme.kind)).\(description)"
  }

  private static func words(_ kind: SecurityScheme.Kind) -> String {
    switch kind {
    case .http("bearer", let format):
      "a token\(format.map { " (\(Markdown.line($0)))" } ?? "") in the header `Authorization: Bearer …`"
    case .http("basic", _): "a user name and a password in the header `Authorization: Basic …`"
    case .http(let name, _): "the header \(Markdown.code("Authorization: \(name) …"))"
    case .apiKey(let name, let location):
      "a key in the \(location == .query ? "query parameter" : location.rawValue) \(Markdown.code(name))"
    case .oauth2: "a token of OAuth 2 in the header `Authorization: Bearer …`"
    case .openIDConnect: "a token of OpenID Connect in the header `Authorization: Bearer …`"
    case .mutualTLS: "a client certificate, which this server cannot show"
    case .other(let type): "\(Markdown.line(type)), which this server cannot do by itself"
    }
  }
}
