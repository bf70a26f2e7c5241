import JSON

extension DocumentReader {
  /// What a caller must show: what the operation says, or else what the document says for all.
  mutating func security(of part: Located) -> [SecurityRequirement] {
    guard let requirements = part["security"] ?? document["security"] else { return [] }
    return requirements.elements.map { requirement in
      SecurityRequirement(
        schemes: requirement.members.map { name, scopes in
          .init(scheme: scheme(name, usedAt: requirement.location), scopes: scopes.elements.compactMap(\.value.string))
        }
      )
    }
  }

  private mutating func scheme(_ name: String, usedAt location: JSONPointer) -> SecurityScheme {
    guard let declared = document["components"]?["securitySchemes"]?[name], let part = try? resolve(declared) else {
      report(
        .warning,
        "The security scheme \"\(name)\" is not declared. Add it to components/securitySchemes.",
        at: location
      )
      return SecurityScheme(name: name, kind: .other("undeclared"), description: nil)
    }
    return SecurityScheme(name: name, kind: Self.kind(of: part), description: part.text("description"))
  }

  private static func kind(of part: Located) -> SecurityScheme.Kind {
    let type = part.text("type") ?? "untyped"
    switch type {
    case "http": return .http(scheme: (part.text("scheme") ?? "").lowercased(), bearerFormat: part.text("bearerFormat"))
    case "apiKey":
      guard let name = part.text("name"), let location = part.text("in").flatMap(Parameter.Location.init) else {
        return .other(type)
      }
      return .apiKey(name: name, location: location)
    default: return .other(type)
    }
  }
}
