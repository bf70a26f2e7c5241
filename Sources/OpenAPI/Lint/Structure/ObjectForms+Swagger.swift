extension ObjectForms {
  /// Forms of the objects of Swagger 2.0; `nil` for objects that it does not have.
  static func swagger(_ kind: ObjectKind) -> ObjectForm? {
    switch kind {
    case .document: document
    case .info:
      ObjectForm(
        fields: [
          "title": .text, "description": .text, "termsOfService": .text, "contact": .object(.contact),
          "license": .object(.license), "version": .text,
        ],
        required: ["title", "version"]
      )
    case .contact: ObjectForm(fields: ["name": .text, "url": .text, "email": .text])
    case .license: ObjectForm(fields: ["name": .text, "url": .text], required: ["name"])
    case .externalDocs: ObjectForm(fields: ["description": .text, "url": .text], required: ["url"])
    case .tag:
      ObjectForm(
        fields: ["name": .text, "description": .text, "externalDocs": .object(.externalDocs)],
        required: ["name"]
      )
    case .paths: ObjectForm(fields: [:], others: .paths(.object(.pathItem)))
    case .pathItem: pathItem
    case .operation: operation
    case .responses:
      ObjectForm(fields: ["default": .reference(.response)], others: .statuses(.reference(.response)))
    case .response:
      ObjectForm(
        fields: [
          "description": .text, "schema": .schema, "headers": .map(.object(.header)), "examples": .map(.anything),
        ],
        required: ["description"]
      )
    case .parameter:
      ObjectForm(
        fields: simple(["string", "number", "integer", "boolean", "array", "file"]) + [
          "name": .text, "in": .text, "description": .text, "required": .flag, "schema": .schema,
          "allowEmptyValue": .flag,
        ],
        required: ["name", "in"]
      )
    case .header: ObjectForm(fields: simple() + ["description": .text], required: ["type"])
    case .items: ObjectForm(fields: simple())
    case .schema: schema
    case .xml:
      ObjectForm(fields: ["name": .text, "namespace": .text, "prefix": .text, "attribute": .flag, "wrapped": .flag])
    case .securityScheme:
      ObjectForm(
        fields: [
          "type": .choice(["basic", "apiKey", "oauth2"]), "description": .text, "name": .text,
          "in": .choice(["query", "header"]), "flow": .choice(["implicit", "password", "application", "accessCode"]),
          "authorizationUrl": .text, "tokenUrl": .text, "scopes": .map(.text),
        ],
        required: ["type"]
      )
    default: nil
    }
  }

  private static let shared: [String: ValueForm] = [
    "schemes": .list(.choice(["http", "https", "ws", "wss"]), isUnique: true),
    "consumes": .list(.text, isUnique: true), "produces": .list(.text, isUnique: true),
    "security": .list(.map(.list(.text, isUnique: true)), isUnique: true), "externalDocs": .object(.externalDocs),
  ]

  private static let document = ObjectForm(
    fields: shared + [
      "swagger": .text, "info": .object(.info), "host": .text, "basePath": .text, "paths": .object(.paths),
      "definitions": .map(.schema), "parameters": .map(.object(.parameter)), "responses": .map(.object(.response)),
      "securityDefinitions": .map(.object(.securityScheme)), "tags": .list(.object(.tag), isUnique: true),
    ],
    required: ["swagger", "info", "paths"]
  )

  private static let pathItem = ObjectForm(
    fields: [
      "$ref": .text, "get": .object(.operation), "put": .object(.operation), "post": .object(.operation),
      "delete": .object(.operation), "options": .object(.operation), "head": .object(.operation),
      "patch": .object(.operation), "parameters": .list(.reference(.parameter), isUnique: true),
    ]
  )

  private static let operation = ObjectForm(
    fields: shared + [
      "tags": .list(.text, isUnique: true), "summary": .text, "description": .text, "operationId": .text,
      "parameters": .list(.reference(.parameter), isUnique: true), "responses": .object(.responses),
      "deprecated": .flag,
    ],
    required: ["responses"]
  )

  /// The fields of a parameter, header or element without a schema.
  private static func simple(
    _ types: [String] = ["string", "number", "integer", "boolean", "array"]
  ) -> [String: ValueForm] {
    bounds + [
      "type": .choice(types), "items": .object(.items), "exclusiveMaximum": .flag, "exclusiveMinimum": .flag,
      "collectionFormat": .choice(["csv", "ssv", "tsv", "pipes", "multi"]),
      "enum": .list(.anything, least: 1, isUnique: true),
    ]
  }

  private static let schema = ObjectForm(
    fields: bounds + annotations + [
      "$ref": .text, "exclusiveMaximum": .flag, "exclusiveMinimum": .flag,
      "required": .list(.text, least: 1, isUnique: true), "enum": .list(.anything, least: 1, isUnique: true),
      "type": .types(["array", "boolean", "file", "integer", "null", "number", "object", "string"], listed: true),
      "allOf": .list(.schema, least: 1), "items": .schemaOrList, "additionalProperties": .schemaOrFlag,
      "discriminator": .text,
    ]
  )
}
