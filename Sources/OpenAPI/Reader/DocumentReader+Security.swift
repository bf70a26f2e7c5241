import JSON

extension DocumentReader {
  /// The credentials that a caller must send, from the operation or else from the document.
  mutating func security(of part: Located) -> [SecurityRequirement] {
    if let own = part["security"] { return requirements(own) }
    // Read once and shared: there may be as many requirements as operations.
    if let standardSecurity { return standardSecurity }
    let standard = document["security"].map { requirements($0) } ?? []
    standardSecurity = standard
    return standard
  }

  private mutating func requirements(_ part: Located) -> [SecurityRequirement] {
    var remaining = Limit.alternatives
    var requirements: [SecurityRequirement] = []
    for requirement in part.elements {
      guard remaining > 0 else {
        report(
          .warning,
          "Only the first \(Limit.alternatives) security schemes of the list are read. Make it shorter.",
          at: part.place
        )
        break
      }
      let schemes = requirement.members.prefix(remaining).map { name, scopes in
        SecurityRequirement.Scheme(
          scheme: scheme(name, usedAt: requirement.place),
          scopes: scopes.elements.compactMap(\.value.string)
        )
      }
      remaining -= max(1, schemes.count)
      requirements.append(SecurityRequirement(schemes: schemes))
    }
    return requirements
  }

  private mutating func scheme(_ name: String, usedAt place: Place) -> SecurityScheme {
    if let known = schemes[name] { return known }
    let scheme: SecurityScheme
    if let part = declaration(of: name, at: place) {
      scheme = SecurityScheme(name: name, kind: kind(of: part, name), description: part.text("description"))
    } else {
      report(
        .warning,
        "The security scheme \"\(name)\" is not declared. Add it to components/securitySchemes.",
        at: place
      )
      scheme = SecurityScheme(name: name, kind: .other("undeclared"), description: nil)
    }
    schemes[name] = scheme
    return scheme
  }

  /// The declaration of a scheme: in the components, or (3.2) the target of its name as a reference.
  private func declaration(of name: String, at place: Place) -> Located? {
    if let declared = document["components"]?["securitySchemes"]?[name] { return try? resolve(declared) }
    guard version == .v3_2, name.contains("#") || name.contains("/") else { return nil }
    return (try? documents.target(of: name, at: place)).flatMap { try? resolve($0) }
  }

  private mutating func kind(of part: Located, _ name: String) -> SecurityScheme.Kind {
    let type = part.text("type") ?? "untyped"
    switch type {
    case "http": return .http(scheme: (part.text("scheme") ?? "").lowercased(), bearerFormat: part.text("bearerFormat"))
    case "apiKey":
      guard let key = part.text("name"), let location = part.text("in").flatMap(Parameter.Location.init),
        [.header, .query, .cookie].contains(location)
      else { break }
      return .apiKey(name: key, location: location)
    case "oauth2": return .oauth2((part["flows"]?.members ?? []).map(Self.flow))
    case "openIdConnect": return .openIDConnect(url: part.text("openIdConnectUrl") ?? "")
    case "mutualTLS": return .mutualTLS
    default: break
    }
    report(
      .warning,
      "The security scheme \"\(name)\" is not declared as one of its type, \(type), has to be. Correct it.",
      at: part.place
    )
    return .other(type)
  }

  private static func flow(_ name: String, _ part: Located) -> SecurityScheme.OAuthFlow {
    var scopes: [String: String] = [:]
    for (scope, text) in part["scopes"]?.members ?? [] { scopes[scope] = text.value.string ?? "" }
    return SecurityScheme.OAuthFlow(
      name: name,
      authorizationURL: part.text("authorizationUrl") ?? part.text("deviceAuthorizationUrl"),
      tokenURL: part.text("tokenUrl"),
      refreshURL: part.text("refreshUrl"),
      scopes: scopes
    )
  }
}
