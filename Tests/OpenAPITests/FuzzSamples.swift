/// Small documents that have something of everything.
enum FuzzSamples {
  static let all = [current, json, old, overlay]

  private static let current = """
    openapi: 3.1.0
    info: {title: T, version: '1'}
    servers: [{url: 'https://{r}.example', variables: {r: {default: eu, enum: [eu, us]}}}]
    security: [{b: []}]
    tags: [{name: t}]
    paths:
      /a/{id}:
        parameters: [{$ref: '#/components/parameters/Id'}]
        get:
          operationId: getA
          tags: [t, u]
          x-mcp: {name: get_a, annotations: {readOnlyHint: true}}
          parameters:
            - {name: q, in: query, style: deepObject, schema: {$ref: '#/components/schemas/A'}}
          responses:
            '200': {description: D, content: {application/json: {schema: {$ref: '#/components/schemas/F'}}}}
            default: {$ref: '#/components/responses/E'}
        post: &post
          requestBody:
            required: true
            content:
              multipart/form-data:
                schema: {properties: {f: {type: string, contentEncoding: base64}}}
                encoding: {f: {contentType: 'image/png', headers: {X: {schema: {type: integer}}}}}
              application/json: {schema: {$ref: 'other.yaml#/components/schemas/A'}}
      /b: {$ref: '#/components/pathItems/I'}
      /c: {put: *post}
    components:
      parameters: {Id: {name: id, in: path, required: true, schema: {type: string, pattern: '^[a-z]+$'}}}
      responses: {E: {description: E}}
      pathItems: {I: {patch: {security: [{}, {k: [], b: [s]}]}}}
      securitySchemes: {b: {type: http, scheme: bearer}, k: {type: apiKey, in: query, name: k}}
      schemas:
        A: {type: object, properties: {next: {$ref: '#/components/schemas/A'}, v: {$ref: '#v'}}}
        B: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {k: {const: b}}}], $defs: {v: {$anchor: v}}}
        C: {$dynamicAnchor: n, items: {$dynamicRef: '#n'}}
        F:
          oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]
          discriminator: {propertyName: k, mapping: {b: B, c: '#/components/schemas/C'}}
    """

  private static let json = """
    {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"operationId": "a",
    "parameters": [{"name": "x", "in": "header", "schema": {"type": "integer", "minimum": 1, "exclusiveMinimum": true}}],
    "responses": {"2XX": {"description": "", "content": {"application/json": {"schema": {"nullable": true,
    "$ref": "#/components/schemas/A"}, "examples": {"e": {"value": [1, 2.5e3, "\\u00e9"]}}}}}}}}},
    "components": {"schemas": {"A": {"type": "object", "required": ["b"], "additionalProperties": {"type": "string"},
    "properties": {"b": {"type": "array", "items": {"$ref": "#/components/schemas/A"}, "example": []}}}}}}
    """

  private static let old = """
    swagger: '2.0'
    host: h.example
    basePath: /v1
    schemes: [https]
    consumes: [application/json]
    paths:
      /a:
        parameters: [{$ref: '#/parameters/B'}]
        post:
          parameters:
            - {name: q, in: query, type: array, items: {type: string}, collectionFormat: multi}
          responses: {'200': {description: D, schema: {$ref: '#/definitions/A'}}, '400': {$ref: '#/responses/E'}}
        put:
          consumes: [multipart/form-data]
          parameters: [{name: f, in: formData, type: file, required: true}, {name: n, in: formData, type: integer}]
          responses: {default: {description: D, schema: {type: file}, examples: {text/plain: x}}}
    parameters: {B: {name: b, in: body, schema: {$ref: '#/definitions/A'}}}
    responses: {E: {description: E, headers: {X: {type: string}}}}
    definitions: {A: {discriminator: k, properties: {k: {type: string, x-nullable: true}, a: {$ref: '#/definitions/A'}}}}
    securityDefinitions: {o: {type: oauth2, flow: implicit, authorizationUrl: 'https://a', scopes: {r: R}}}
    """

  private static let overlay = """
    overlay: 1.1.0
    info: {title: T, version: '1'}
    actions:
      - {target: '$.paths[?@.get && length(@.get.tags) > 0].get', update: {summary: s}}
      - {target: '$..parameters[?match(@.name, "q|i.")]', remove: true}
      - {target: $.components.schemas.C, copy: $.components.schemas.A}
      - {target: '$.tags[0, -1:]', update: {description: d}}
    """
}
