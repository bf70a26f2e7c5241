extension ObjectForms {
  /// Forms of the security objects (OpenAPI 3.0.4, 4.8.27 to 4.8.30); a separate rule ties fields to types.
  func security(_ kind: ObjectKind) -> ObjectForm {
    let common: [String: ValueForm] = ["refreshUrl": .text, "scopes": .map(.text)]
    func flow(_ urls: String...) -> ObjectForm {
      let fields = Dictionary(uniqueKeysWithValues: urls.map { ($0, ValueForm.text) })
      return ObjectForm(fields: common + fields, required: urls + ["scopes"])
    }
    return switch kind {
    case .flows:
      ObjectForm(
        fields: [
          "implicit": .object(.implicitFlow), "password": .object(.passwordFlow),
          "clientCredentials": .object(.clientFlow), "authorizationCode": .object(.codeFlow),
        ] + since(.v3_2, ["deviceAuthorization": .object(.deviceFlow)])
      )
    case .implicitFlow: flow("authorizationUrl")
    case .passwordFlow, .clientFlow: flow("tokenUrl")
    case .codeFlow: flow("authorizationUrl", "tokenUrl")
    case .deviceFlow: flow("deviceAuthorizationUrl", "tokenUrl")
    default:
      ObjectForm(
        fields: [
          "type": .choice(["apiKey", "http", "oauth2", "openIdConnect"] + (isModern ? ["mutualTLS"] : [])),
          "description": .text, "name": .text, "in": .choice(["query", "header", "cookie"]), "scheme": .text,
          "bearerFormat": .text, "flows": .object(.flows), "openIdConnectUrl": .text,
        ] + since(.v3_2, ["oauth2MetadataUrl": .text, "deprecated": .flag]),
        required: ["type"]
      )
    }
  }

  /// The required and the optional fields of a security scheme, by its type.
  static func fields(
    ofScheme type: String,
    flow: String?,
    _ version: OpenAPIVersion
  ) -> (must: [String], may: [String])? {
    switch (version, type) {
    case (.v2_0, "basic"): return ([], [])
    case (_, "apiKey"): return (["name", "in"], [])
    case (.v2_0, "oauth2"):
      switch flow {
      case "implicit": return (["flow", "authorizationUrl", "scopes"], [])
      case "accessCode": return (["flow", "authorizationUrl", "tokenUrl", "scopes"], [])
      case "password", "application": return (["flow", "tokenUrl", "scopes"], [])
      default: return (["flow"], ["authorizationUrl", "tokenUrl", "scopes"])
      }
    case (_, "http"): return (["scheme"], ["bearerFormat"])
    case (_, "oauth2"): return (["flows"], ["oauth2MetadataUrl"])
    case (_, "openIdConnect"): return (["openIdConnectUrl"], [])
    case (_, "mutualTLS"): return ([], [])
    default: return nil
    }
  }
}
