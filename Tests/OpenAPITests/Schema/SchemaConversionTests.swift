import JSON
import OpenAPI
import Testing

/// Schemas of every version as JSON Schema 2020-12.
struct SchemaConversionTests {
  @Test(arguments: [
    ("{type: string, nullable: true}", "{type: [string, 'null']}"),
    ("{type: string, nullable: true, enum: [a]}", "{type: [string, 'null'], enum: [a, null]}"),
    (
      "{nullable: true, allOf: [{type: string}, {minLength: 1}]}",
      "{anyOf: [{allOf: [{type: string}, {minLength: 1}]}, {type: 'null'}]}"
    ),
    ("{nullable: true, description: d}", "{description: d}"),
    ("{type: number, minimum: 1, exclusiveMinimum: true}", "{type: number, exclusiveMinimum: 1}"),
    ("{type: number, maximum: 1, exclusiveMaximum: false}", "{type: number, maximum: 1}"),
    ("{type: integer, example: 7}", "{type: integer, examples: [7]}"),
    ("{type: string, format: byte}", "{type: string, format: byte, contentEncoding: base64}"),
    ("{type: string, format: binary}", "{type: string, format: binary}"),
    ("{xml: {name: x}, externalDocs: {url: u}, x-other: 1, x-mcp: {secret: true}}", "{x-mcp: {secret: true}}"),
    ("{readOnly: true, writeOnly: false, deprecated: true}", "{deprecated: true, readOnly: true, writeOnly: false}"),
    (
      "{additionalProperties: {type: string, nullable: true}}",
      "{additionalProperties: {type: [string, 'null']}}"
    ),
    ("{additionalProperties: false}", "{additionalProperties: false}"),
  ])
  func `of 3.0`(written: String, expected: String) throws {
    let schema = try SampleDocument.schema(written, version: "3.0.3")
    #expect(schema == (try SampleDocument.value(expected)))
  }

  @Test(arguments: [
    ("{type: [string, 'null']}", "{type: [string, 'null']}"),
    ("{const: null}", "{const: null}"),
    ("{examples: [1, 2]}", "{examples: [1, 2]}"),
    ("{exclusiveMinimum: 3}", "{exclusiveMinimum: 3}"),
    ("{patternProperties: {'^x': {xml: {}, type: string}}}", "{patternProperties: {'^x': {type: string}}}"),
    ("{prefixItems: [{type: string}], items: false}", "{prefixItems: [{type: string}], items: false}"),
    (
      "{contentEncoding: base64, contentMediaType: image/png}", "{contentEncoding: base64, contentMediaType: image/png}"
    ),
    ("{nullable: true, type: string}", "{type: string}"),
    ("true", "true"),
    ("{$schema: 'https://s', $id: 'https://i', $anchor: a, $comment: c}", "{$comment: c}"),
    (
      "{properties: {$id: {type: string}, example: {type: string}}}",
      "{properties: {$id: {type: string}, example: {type: string}}}"
    ),
    // What was written for earlier drafts.
    (
      "{items: [{type: string}, {}], additionalItems: {type: integer}}",
      "{prefixItems: [{type: string}, {}], items: {type: integer}}"
    ),
  ])
  func `of 3.1`(written: String, expected: String) throws {
    #expect(try SampleDocument.schema(written) == SampleDocument.value(expected))
  }

  @Test(arguments: [
    ("{type: string, required: true}", "{type: string}", "/required"),
    ("{type: text}", "{}", "/type"),
    ("{type: [string, text]}", "{type: [string]}", "/type"),
    ("{minimum: '1'}", "{}", "/minimum"),
    ("{maxLength: -1}", "{}", "/maxLength"),
    ("{multipleOf: 0}", "{}", "/multipleOf"),
    ("{enum: a}", "{}", "/enum"),
    ("{title: 1}", "{}", "/title"),
  ])
  func `what JSON Schema does not allow is left out and said`(
    written: String,
    expected: String,
    place: String
  ) throws {
    let document = try SampleDocument.read("{}", "components: {schemas: {S: \(written)}}")
    #expect(document.schemas["S"] == (try SampleDocument.value(expected)))
    #expect(document.diagnostics.map(\.location.description) == ["/components/schemas/S\(place)"])
  }

  // MARK: References

  @Test(arguments: [
    ("{$ref: '#/components/schemas/T'}", "{$ref: '#/components/schemas/T'}"),
    ("{$ref: '#/components/schemas/T', description: d}", "{$ref: '#/components/schemas/T', description: d}"),
    ("{$ref: '#/components/schemas/T', minLength: 2}", "{$ref: '#/components/schemas/T', minLength: 2}"),
    ("{$ref: '#/components/schemas/%54'}", "{$ref: '#/components/schemas/T'}"),
    ("{$ref: '#the-t'}", "{$ref: '#/components/schemas/T'}"),
    ("{$dynamicRef: '#dyn'}", "{$ref: '#/components/schemas/U'}"),
    ("{$ref: '#/components/schemas/T/$defs/inner'}", "{$ref: '#/components/schemas/T_inner'}"),
    ("{$ref: '#/components/parameters/P/schema'}", "{$ref: '#/components/schemas/P'}"),
  ])
  func `a reference leads to a schema with a name`(written: String, expected: String) throws {
    let document = try SampleDocument.read(
      "{}",
      """
      components:
        parameters: {P: {name: p, in: query, schema: {type: integer}}}
        schemas:
          S: \(written)
          T: {$anchor: the-t, type: string, $defs: {inner: {type: boolean}}}
          U: {$dynamicAnchor: dyn, type: object}
      """
    )
    #expect(document.diagnostics == [])
    #expect(document.schemas["S"] == (try SampleDocument.value(expected)))
    #expect(document.schemas["T"] == ["type": "string"])
    if let name = document.schemas["S"]?["$ref"]?.string?.split(separator: "/").last {
      #expect(document.schemas.contains(String(name)))
    }
  }

  @Test func `beside a reference of 3.0 only annotations count, and nullable`() throws {
    let others = "T: {type: string}"
    #expect(
      try SampleDocument.schema("{$ref: '#/components/schemas/T', title: t, minLength: 2}", others, version: "3.0.0")
        == ["$ref": "#/components/schemas/T", "title": "t"]
    )
    #expect(
      try SampleDocument.schema("{$ref: '#/components/schemas/T', nullable: true}", others, version: "3.0.0")
        == ["anyOf": [["$ref": "#/components/schemas/T"], ["type": "null"]]]
    )
  }

  @Test func `a dynamic reference that is not exact is read as anything`() throws {
    let document = try SampleDocument.read(
      "{}",
      "components: {schemas: {S: {$dynamicRef: '#d'}, T: {$dynamicAnchor: d}, U: {$dynamicAnchor: d}}}"
    )
    #expect(document.schemas["S"] == [:])
    #expect(document.diagnostics.map(\.location.description) == ["/components/schemas/S"])
  }

  @Test func `schemas elsewhere may contain themselves`() throws {
    let document = try SampleDocument.read(
      "{requestBody: {content: {application/json: {schema: {$ref: '#/x-schemas/node'}}}}}",
      "x-schemas: {node: {properties: {next: {$ref: '#/x-schemas/node'}}}}"
    )
    #expect(document.diagnostics == [])
    let schema = try #require(document.operations.first?.requestBody?.json?.schema)
    let expected: JSONValue = ["properties": ["next": ["$ref": "#/$defs/x-schemas_node"]]]
    #expect(document.dereference(schema)["properties"] == expected["properties"])
  }

  @Test(arguments: [
    "{$ref: '#/components/schemas/S'}",
    "{allOf: [{$ref: '#/components/schemas/S'}, {type: object}]}",
    "{anyOf: [{$ref: '#/components/schemas/T'}]}, T: {not: {$ref: '#/components/schemas/S'}}",
    "{$ref: '#/components/schemas/T/$defs/u'}, T: {$defs: {u: {$ref: '#/components/schemas/S'}}}",
  ])
  func `a schema that is nothing but itself cannot be used`(schemas: String) throws {
    let document = try SampleDocument.read(
      "{requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}}",
      "components: {schemas: {S: \(schemas)}}"
    )
    #expect(document.operations == [])
    #expect(document.diagnostics.contains { $0.message.contains("without end") })
    #expect(document.diagnostics.filter { $0.severity == .error }.count == 1)
  }

  // MARK: Discriminators

  static let animals = """
    Cat: {type: object, properties: {kind: {type: string}, lives: {type: integer}}, additionalProperties: false}, \
    Dog: {type: object, properties: {kind: {type: string, enum: [dog, wolf]}}}
    """

  @Test func `a discriminator limits the forms that it tells apart`() throws {
    let document = try SampleDocument.read(
      "{}",
      """
      components: {schemas: {\(Self.animals), S: {oneOf: [{$ref: '#/components/schemas/Cat'}, \
      {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {cat: Cat, \
      dog: '#/components/schemas/Dog'}}}}}
      """
    )
    #expect(document.diagnostics == [])
    let schema = try #require(document.schemas["S"])
    #expect(schema["description"] == "The property \"kind\" tells which form it is: \"cat\", \"dog\".")
    let forms = try #require(document.dereference(schema)["oneOf"]?.array)
    #expect(
      forms[0] == [
        "type": "object", "properties": ["kind": ["type": "string", "const": "cat"], "lives": ["type": "integer"]],
        "additionalProperties": false, "required": ["kind"],
      ]
    )
    #expect(
      forms[1]
        == ["type": "object", "properties": ["kind": ["type": "string", "const": "dog"]], "required": ["kind"]]
    )
  }

  @Test func `without a mapping the names of the schemas are the values, where these allow it`() throws {
    let schema = try SampleDocument.schema(
      "{anyOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}, {type: string}], "
        + "discriminator: {propertyName: kind}}",
      Self.animals
    )
    let forms = try #require(schema?["anyOf"]?.array)
    #expect(forms[0]["properties"] == ["kind": ["const": "Cat"]])
    #expect(forms[1] == ["$ref": "#/components/schemas/Dog"])
    #expect(forms[2] == ["type": "string"])
  }
}
