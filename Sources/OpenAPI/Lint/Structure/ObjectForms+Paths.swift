extension ObjectForms {
  /// Forms of the objects from paths to bodies (OpenAPI 3.0.4, 4.8.7 to 4.8.20).
  func path(_ kind: ObjectKind) -> ObjectForm {
    switch kind {
    case .components: components
    case .paths: ObjectForm(fields: [:], others: .paths(isModern ? .reference(.pathItem) : .object(.pathItem)))
    case .pathItem: pathItem
    case .operation: operation
    case .requestBody:
      ObjectForm(fields: ["description": .text, "content": content, "required": .flag], required: ["content"])
    case .responses:
      ObjectForm(fields: ["default": .reference(.response)], others: .statuses(.reference(.response)))
    case .response:
      ObjectForm(
        fields: [
          "description": .text, "headers": .map(.reference(.header)), "content": content,
          "links": .map(.reference(.link)),
        ] + since(.v3_2, ["summary": .text]),
        required: version < .v3_2 ? ["description"] : []
      )
    case .callback:
      ObjectForm(fields: [:], others: .named(isModern ? .reference(.pathItem) : .object(.pathItem)))
    default:
      ObjectForm(fields: [
        "operationRef": .text, "operationId": .text, "parameters": .map(.anything), "requestBody": .anything,
        "description": .text, "server": .object(.server),
      ])
    }
  }

  /// A map of media types (since 3.2, or of references to them).
  var content: ValueForm { .map(version < .v3_2 ? .object(.mediaType) : .reference(.mediaType)) }

  private var components: ObjectForm {
    func map(_ kind: ObjectKind) -> ValueForm { .map(.reference(kind), isOfComponents: true) }
    return ObjectForm(
      fields: [
        "schemas": .map(.schema, isOfComponents: true), "responses": map(.response), "parameters": map(.parameter),
        "examples": map(.example), "requestBodies": map(.requestBody), "headers": map(.header),
        "securitySchemes": map(.securityScheme), "links": map(.link), "callbacks": map(.callback),
      ] + since(.v3_1, ["pathItems": map(.pathItem)]) + since(.v3_2, ["mediaTypes": map(.mediaType)])
    )
  }

  private var pathItem: ObjectForm {
    let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]
    return ObjectForm(
      fields: Dictionary(uniqueKeysWithValues: methods.map { ($0, ValueForm.object(.operation)) })
        + [
          "$ref": .text, "summary": .text, "description": .text, "servers": .list(.object(.server)),
          "parameters": .list(.reference(.parameter), isUnique: true),
        ]
        + since(.v3_2, ["query": .object(.operation), "additionalOperations": .map(.object(.operation))])
    )
  }

  private var operation: ObjectForm {
    ObjectForm(
      fields: [
        "tags": .list(.text), "summary": .text, "description": .text, "externalDocs": .object(.externalDocs),
        "operationId": .text, "parameters": .list(.reference(.parameter), isUnique: true),
        "requestBody": .reference(.requestBody), "responses": .object(.responses),
        "callbacks": .map(.reference(.callback)), "deprecated": .flag, "security": .list(.map(.list(.text))),
        "servers": .list(.object(.server)),
      ],
      required: isModern ? [] : ["responses"]
    )
  }
}

extension ObjectForms {
  /// Forms of the objects for values: parameters, headers, media types and their parts (OpenAPI 3.0.4, 4.8.12 to
  /// 4.8.21).
  func payload(_ kind: ObjectKind) -> ObjectForm {
    let examples: [String: ValueForm] = ["example": .anything, "examples": .map(.reference(.example))]
    let serialized =
      [
        "description": .text, "required": .flag, "deprecated": .flag, "style": .text, "explode": .flag,
        "schema": .schema, "content": .map(mediaType, least: 1, most: 1),
      ] + examples
    return switch kind {
    case .parameter:
      ObjectForm(
        fields: serialized + ["name": .text, "in": .text, "allowEmptyValue": .flag, "allowReserved": .flag],
        required: ["name", "in"]
      )
    case .header:
      ObjectForm(fields: serialized + (isModern ? [:] : ["allowEmptyValue": .flag, "allowReserved": .flag]))
    case .mediaType:
      ObjectForm(
        fields: examples + ["schema": .schema, "encoding": .map(.object(.encoding))]
          + since(
            .v3_2,
            [
              "itemSchema": .schema, "prefixEncoding": .list(.object(.encoding)), "itemEncoding": .object(.encoding),
            ]
          )
      )
    case .encoding:
      ObjectForm(
        fields: [
          "contentType": .text, "headers": .map(.reference(.header)), "explode": .flag, "allowReserved": .flag,
          "style": .choice(["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
        ]
          + since(
            .v3_2,
            [
              "encoding": .map(.object(.encoding)), "prefixEncoding": .list(.object(.encoding)),
              "itemEncoding": .object(.encoding),
            ]
          )
      )
    default:
      ObjectForm(
        fields: ["summary": .text, "description": .text, "value": .anything, "externalValue": .text]
          + since(.v3_2, ["dataValue": .anything, "serializedValue": .text])
      )
    }
  }

  private var mediaType: ValueForm { version < .v3_2 ? .object(.mediaType) : .reference(.mediaType) }
}
