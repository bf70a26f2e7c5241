import JSON

// MARK: Rules between the fields of an object

extension StructureCheck {
  mutating func checkRules(of object: JSONObject, _ kind: ObjectKind, at place: Int) {
    switch kind {
    case .document: checkDocument(object, at: place)
    case .license: checkNotBoth("identifier", "url", in: object, at: place)
    case .responses: checkResponses(object, at: place)
    case .parameter:
      forms.version == .v2_0 ? checkSwaggerParameter(object, at: place) : checkParameter(object, at: place)
    case .header: if forms.version != .v2_0 { checkSerialized(object, location: nil, at: place) }
    case .mediaType: if !forms.isModern { checkNotBoth("example", "examples", in: object, at: place) }
    case .example: if forms.isModern { checkNotBoth("value", "externalValue", in: object, at: place) }
    case .link: checkLink(object, at: place)
    case .securityScheme: checkSecurityScheme(object, at: place)
    case .schema: checkSchema(object, at: place)
    case .items: checkDefault(of: object, at: place)
    default: break
    }
    if kind == .header, forms.version == .v2_0 { checkDefault(of: object, at: place) }
    if kind == .parameter, forms.version == .v2_0 { checkDefault(of: object, at: place) }
  }

  mutating func checkNotBoth(_ one: String, _ other: String, in object: JSONObject, at place: Int) {
    guard object.contains(one), object.contains(other) else { return }
    report(.warning, "\"\(one)\" and \"\(other)\" exclude each other. Remove one.", at: place)
  }

  private mutating func checkDocument(_ object: JSONObject, at place: Int) {
    let name = forms.version == .v2_0 ? "swagger" : "openapi"
    let text = object[name]?.string ?? ""
    let isWhole = forms.version == .v2_0 ? text == "2.0" : Self.isVersion(text, of: forms.version)
    if !isWhole {
      let example = forms.version == .v2_0 ? "2.0" : "\(forms.version.rawValue).0"
      report(.note, "The version is written as a text with all its parts, as \"\(example)\".", at: place, name)
    }
    if forms.isModern, !["paths", "components", "webhooks"].contains(where: object.contains) {
      report(.warning, "A document has \"paths\", \"components\" or \"webhooks\". Add one.", at: place)
    }
    guard forms.version == .v2_0 else { return }
    if let path = object["basePath"]?.string, !path.hasPrefix("/") {
      report(.warning, "A base path begins with a slash. Correct it.", at: place, "basePath")
    }
    if let host = object["host"]?.string, host.isEmpty || host.contains(where: { "{}/ \\".contains($0) }) {
      report(
        .warning,
        "A host is a name and perhaps a port, without a scheme and a path. Correct it.",
        at: place,
        "host"
      )
    } else if let host = object["host"]?.string, Self.hasOddPort(host) {
      report(.warning, "A host is a name and perhaps a port. Correct it.", at: place, "host")
    }
  }

  private static func hasOddPort(_ host: String) -> Bool {
    let parts = host.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return false }
    return parts.count > 2 || parts[0].isEmpty || parts[1].isEmpty || !parts[1].utf8.allSatisfy { 48...57 ~= $0 }
  }

  private static func isVersion(_ text: String, of version: OpenAPIVersion) -> Bool {
    guard text.hasPrefix("\(version.rawValue).") else { return false }
    let patch = text.dropFirst(version.rawValue.count + 1).prefix { $0 != "-" }
    return !patch.isEmpty && patch.utf8.allSatisfy { 48...57 ~= $0 }
  }

  private mutating func checkResponses(_ object: JSONObject, at place: Int) {
    // In 3.0, an extension counts as an entry.
    let isEmpty = forms.version == .v3_0 ? object.isEmpty : !object.names.contains { !$0.hasPrefix("x-") }
    let hasNone =
      isEmpty || !forms.isModern ? isEmpty : !object.names.contains { $0 == "default" || $0.utf8.count == 3 }
    guard hasNone else { return }
    report(.note, "There is no response. Add one, at least \"default\".", at: place)
  }

  private mutating func checkLink(_ object: JSONObject, at place: Int) {
    checkNotBoth("operationId", "operationRef", in: object, at: place)
    guard forms.isModern else { return }
    if !object.contains("operationId"), !object.contains("operationRef") {
      report(.warning, "A link needs \"operationId\" or \"operationRef\". Add one.", at: place)
    }
    for (name, value) in object["parameters"]?.object ?? [:] where value.string == nil {
      report(
        .note,
        "The parameter of a link is no text here, which 3.1 wants. Write an expression.",
        at: place,
        "parameters",
        name
      )
    }
  }

  private mutating func checkSecurityScheme(_ object: JSONObject, at place: Int) {
    guard let type = object["type"]?.string else { return }
    let fields = ObjectForms.fields(ofScheme: type, flow: object["flow"]?.string, forms.version)
    guard let (must, may) = fields else { return }
    for name in must where !object.contains(name) {
      report(.warning, "A security scheme of the type \(type) needs \"\(name)\". Add it.", at: place)
    }
    let common = ["type", "description", "deprecated"]
    for name in object.names where forms[.securityScheme].fields[name] != nil {
      guard !(common + must + may).contains(name) else { continue }
      report(.warning, "\"\(name)\" is not for a security scheme of the type \(type). Remove it.", at: place, name)
    }
    if object.contains("bearerFormat"), type == "http", object["scheme"]?.string?.lowercased() != "bearer" {
      report(.warning, "\"bearerFormat\" is only for the scheme bearer. Remove it.", at: place, "bearerFormat")
    }
  }
}
