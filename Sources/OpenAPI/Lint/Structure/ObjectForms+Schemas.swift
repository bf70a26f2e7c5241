extension ObjectForms {
  /// Constraints of schemas in all versions.
  static let bounds: [String: ValueForm] = [
    "multipleOf": .positive, "maximum": .number, "minimum": .number, "maxLength": .count, "minLength": .count,
    "pattern": .pattern, "maxItems": .count, "minItems": .count, "uniqueItems": .flag, "format": .text,
    "default": .anything,
  ]

  /// Annotations and other keywords of schemas in all versions.
  static let annotations: [String: ValueForm] = [
    "title": .text, "description": .text, "maxProperties": .count, "minProperties": .count, "readOnly": .flag,
    "externalDocs": .object(.externalDocs), "xml": .object(.xml), "example": .anything, "properties": .map(.schema),
  ]

  /// Forms of the Schema Object and its parts (OpenAPI 3.0.4, 4.8.24; JSON Schema 2020-12).
  func schema(_ kind: ObjectKind) -> ObjectForm {
    switch kind {
    case .discriminator:
      ObjectForm(
        fields: ["propertyName": .text, "mapping": .map(.text)] + since(.v3_2, ["defaultMapping": .text]),
        required: ["propertyName"],
        others: isModern ? .extensions : .anything
      )
    case .xml:
      ObjectForm(
        fields: ["name": .text, "namespace": .text, "prefix": .text, "attribute": .flag, "wrapped": .flag]
          + since(.v3_2, ["nodeType": .text])
      )
    default: isModern ? modernSchema : olderSchema
    }
  }

  /// Form of the schemas of 3.0, an extended subset of JSON Schema Wright 00.
  private var olderSchema: ObjectForm {
    ObjectForm(
      fields: Self.bounds + Self.annotations + [
        "exclusiveMaximum": .flag, "exclusiveMinimum": .flag, "required": .list(.text, least: 1, isUnique: true),
        "enum": .list(.anything, least: 1, isUnique: true), "not": .schema, "items": .schema,
        "type": .types(["array", "boolean", "integer", "number", "object", "string"], listed: false),
        "allOf": .list(.schema, least: 1), "oneOf": .list(.schema, least: 1), "anyOf": .list(.schema, least: 1),
        "additionalProperties": .schemaOrFlag, "nullable": .flag, "discriminator": .object(.discriminator),
        "writeOnly": .flag, "deprecated": .flag,
      ]
    )
  }

  private var modernSchema: ObjectForm {
    let texts = [
      "$id", "$schema", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$comment", "contentEncoding",
      "contentMediaType",
    ]
    let schemas = [
      "not", "if", "then", "else", "items", "contains", "additionalProperties", "propertyNames", "unevaluatedItems",
      "unevaluatedProperties", "contentSchema",
    ]
    let named: [String: ValueForm] =
      Dictionary(uniqueKeysWithValues: texts.map { ($0, ValueForm.text) })
      + Dictionary(uniqueKeysWithValues: schemas.map { ($0, ValueForm.schema) })
    let types = ["array", "boolean", "integer", "null", "number", "object", "string"]
    return ObjectForm(
      fields: named + Self.bounds + Self.annotations + [
        "exclusiveMaximum": .number, "exclusiveMinimum": .number, "required": .list(.text, isUnique: true),
        "enum": .list(.anything, isUnique: true), "type": .types(types, listed: true), "writeOnly": .flag,
        "deprecated": .flag, "examples": .list(.anything), "minContains": .count, "maxContains": .count,
        "allOf": .list(.schema, least: 1), "oneOf": .list(.schema, least: 1), "anyOf": .list(.schema, least: 1),
        "prefixItems": .list(.schema, least: 1), "patternProperties": .map(.schema), "dependentSchemas": .map(.schema),
        "$defs": .map(.schema), "definitions": .map(.schema), "$vocabulary": .map(.flag),
        "dependentRequired": .map(.list(.text, isUnique: true)), "discriminator": .object(.discriminator),
      ],
      others: .anything
    )
  }
}
