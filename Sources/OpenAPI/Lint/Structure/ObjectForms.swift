/// The forms of all objects in a version of the specification.
struct ObjectForms: Sendable {
  let version: OpenAPIVersion
  private var forms: [ObjectKind: ObjectForm] = [:]

  init(_ version: OpenAPIVersion) {
    self.version = version
    for kind in ObjectKind.allCases { forms[kind] = version == .v2_0 ? Self.swagger(kind) : openAPI(kind) }
  }

  subscript(kind: ObjectKind) -> ObjectForm { forms[kind] ?? ObjectForm(fields: [:], others: .anything) }

  /// Whether the version is 3.1 or later.
  var isModern: Bool { version >= .v3_1 }

  private func openAPI(_ kind: ObjectKind) -> ObjectForm? {
    switch kind {
    case .document, .info, .contact, .license, .server, .serverVariable, .externalDocs, .tag: root(kind)
    case .components, .paths, .pathItem, .operation, .requestBody, .responses, .response, .callback, .link: path(kind)
    case .parameter, .header, .mediaType, .encoding, .example: payload(kind)
    case .schema, .discriminator, .xml: schema(kind)
    case .securityScheme, .flows, .implicitFlow, .passwordFlow, .clientFlow, .codeFlow, .deviceFlow: security(kind)
    case .items: nil
    }
  }

  /// Fields that exist since a version; empty before it.
  func since(_ first: OpenAPIVersion, _ fields: [String: ValueForm]) -> [String: ValueForm] {
    version >= first ? fields : [:]
  }
}

extension OpenAPIVersion: Comparable {
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension [String: ValueForm] {
  static func + (left: Self, right: Self) -> Self { left.merging(right) { $1 } }
}

extension ObjectForms {
  /// Forms of the objects for the document itself (OpenAPI 3.0.4, 4.8.1 to 4.8.6).
  private func root(_ kind: ObjectKind) -> ObjectForm {
    switch kind {
    case .info:
      ObjectForm(
        fields: [
          "title": .text, "description": .text, "termsOfService": .text, "contact": .object(.contact),
          "license": .object(.license), "version": .text,
        ] + since(.v3_1, ["summary": .text]),
        required: ["title", "version"]
      )
    case .contact: ObjectForm(fields: ["name": .text, "url": .text, "email": .text])
    case .license:
      ObjectForm(fields: ["name": .text, "url": .text] + since(.v3_1, ["identifier": .text]), required: ["name"])
    case .server:
      ObjectForm(
        fields: ["url": .text, "description": .text, "variables": .map(.object(.serverVariable))]
          + since(.v3_2, ["name": .text]),
        required: ["url"]
      )
    case .serverVariable:
      ObjectForm(
        fields: ["enum": .list(.text, least: isModern ? 1 : 0), "default": .text, "description": .text],
        required: ["default"]
      )
    case .externalDocs: ObjectForm(fields: ["description": .text, "url": .text], required: ["url"])
    case .tag:
      ObjectForm(
        fields: ["name": .text, "description": .text, "externalDocs": .object(.externalDocs)]
          + since(.v3_2, ["summary": .text, "parent": .text, "kind": .text]),
        required: ["name"]
      )
    default:
      ObjectForm(
        fields: [
          "openapi": .text, "info": .object(.info), "servers": .list(.object(.server)), "paths": .object(.paths),
          "components": .object(.components), "security": .list(.map(.list(.text))),
          "tags": .list(.object(.tag), isUnique: true), "externalDocs": .object(.externalDocs),
        ] + since(.v3_1, ["jsonSchemaDialect": .text, "webhooks": .map(.reference(.pathItem))])
          + since(.v3_2, ["$self": .text]),
        required: isModern ? ["openapi", "info"] : ["openapi", "info", "paths"]
      )
    }
  }
}
