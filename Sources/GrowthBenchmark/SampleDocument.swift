import JSON
import OpenAPI

/// Documents of any size.
enum SampleDocument {
  static func text(_ members: JSONObject, version: String = "3.1.0") -> [UInt8] {
    var document: JSONObject = ["openapi": .string(version), "info": ["title": "Growth", "version": "1"]]
    for member in members { document.append(member.name, member.value) }
    return JSONValue.object(document).json
  }

  /// A number of operations, two for each path, with a schema of its own for each path.
  static func operations(_ count: Int) -> [UInt8] {
    let numbers = 0..<max(1, count / 2)
    let paths = numbers.map { number -> JSONObject.Member in
      let content: JSONValue = ["application/json": ["schema": ["$ref": .string("#/components/schemas/Item\(number)")]]]
      let responses: JSONValue = ["200": ["description": "A \"quoted\"\nline", "content": content]]
      return (
        "/items\(number)/{id}",
        [
          "parameters": [["name": "id", "in": "path", "required": true, "schema": ["type": "string"]]],
          "get": [
            "operationId": .string("getItem\(number)"), "tags": [.string("tag\(number)")], "responses": responses,
          ],
          "put": [
            "operationId": .string("putItem\(number)"), "requestBody": ["required": true, "content": content],
            "responses": responses,
          ],
        ]
      )
    }
    let schemas = numbers.map { number -> JSONObject.Member in
      (
        "Item\(number)",
        [
          "type": "object", "required": ["name"], "description": "An \"item\"\nof the list",
          "properties": ["name": ["type": "string"], "password": ["type": "string"], "count": ["type": "integer"]],
        ]
      )
    }
    return text(["paths": .object(JSONObject(paths)), "components": ["schemas": .object(JSONObject(schemas))]])
  }

  /// An operation, and component schemas of which each refers to the next.
  static func chain(_ count: Int, _ link: (JSONValue) -> JSONValue) -> [UInt8] {
    let schemas = (0..<count).map { number -> JSONObject.Member in
      let next: JSONValue = ["$ref": .string("#/components/schemas/S\(number + 1)")]
      return ("S\(number)", number + 1 < count ? link(next) : ["type": "string"])
    }
    let first: JSONValue = ["application/json": ["schema": ["$ref": "#/components/schemas/S0"]]]
    let operation: JSONValue = [
      "operationId": "get", "responses": ["200": ["description": "", "content": first]],
    ]
    return text(["paths": ["/a": ["get": operation]], "components": ["schemas": .object(JSONObject(schemas))]])
  }

  /// The kinds of links of a chain.
  static let links: [(name: String, link: @Sendable (JSONValue) -> JSONValue)] = [
    ("alone", { $0 }),
    ("in allOf", { ["allOf": [$0]] }),
    ("in properties", { ["type": "object", "properties": ["next": $0]] }),
    ("in items", { ["type": "array", "items": $0] }),
  ]

  /// Schemas of which each has the next one as a property, and the last one the first.
  static func circle(_ count: Int) -> [JSONObject.Member] {
    (0..<count).map { number in
      let next: JSONValue = ["$ref": .string("#/components/schemas/S\((number + 1) % count)")]
      return ("S\(number)", ["type": "object", "properties": ["next": next, "name": ["type": "string"]]])
    }
  }

  /// Schemas of which each extends the next one, and refers to another by its items.
  static func extending(_ count: Int) -> [JSONObject.Member] {
    (0..<count).map { number in
      let next: JSONValue = ["$ref": .string("#/components/schemas/S\((number + 1) % count)")]
      let other: JSONValue = ["$ref": .string("#/components/schemas/S\((number + 7) % count)")]
      let own: JSONValue = [
        "type": "object", "properties": .object(["p\(number)": ["type": "array", "items": other]]),
      ]
      return ("S\(number)", ["allOf": number + 1 < count ? [next, own] : [own]])
    }
  }

  /// An object with a member for each number.
  static func object(_ count: Int, _ member: (Int) -> JSONObject.Member) -> JSONValue {
    .object(JSONObject((0..<count).map(member)))
  }

  /// The schema of an object with a number of text members.
  static func large(_ count: Int) -> JSONValue {
    ["type": "object", "properties": object(count) { ("m\($0)", ["type": "string"]) }]
  }
}
