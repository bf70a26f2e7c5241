import JSON
import OpenAPI

extension GrowthCase {
  /// Related schemas, and the secrets in their examples.
  static let families: [GrowthCase] = [
    masking("schemas that extend each other") { SampleDocument.extending($0) },
    masking("a circle of schemas") { SampleDocument.circle($0) },
    masking("children of one parent") { count in
      let parent: JSONValue = ["type": "object", "discriminator": ["propertyName": "k"], "properties": ["k": true]]
      return [("P", parent)]
        + (0..<count).map { number in
          let own: JSONValue = ["properties": .object(["p\(number)": ["type": "string"]])]
          return ("C\(number)", ["allOf": [["$ref": "#/components/schemas/P"], own]])
        }
    },
    masking("forms that a discriminator tells apart") { count in
      let forms = (0..<count).map { JSONValue.object(["$ref": .string("#/components/schemas/F\($0)")]) }
      let mapping = SampleDocument.object(count) { ("v\($0)", .string("F\($0)")) }
      let union: JSONValue = ["oneOf": .array(forms), "discriminator": ["propertyName": "k", "mapping": mapping]]
      return [("U", union)] + (0..<count).map { ("F\($0)", ["type": "object", "properties": ["k": true]]) }
    },
    masking("one form that is listed again and again") { count in
      let forms = [JSONValue](repeating: ["$ref": "#/components/schemas/F"], count: count)
      let mapping = SampleDocument.object(count) { ("v\($0)", "F") }
      let union: JSONValue = ["oneOf": .array(forms), "discriminator": ["propertyName": "k", "mapping": mapping]]
      return [("U", union), ("F", ["type": "object"])]
    },
    masking("a schema with many examples") { count in
      guard case .object(var schema) = SampleDocument.large(count / 2) else { return [] }
      schema["examples"] = .array(Array(repeating: ["m0": "x"], count: count / 2))
      return [("A", .object(schema))]
    },
    masking("defaults beside references to one schema") { count in
      let uses = SampleDocument.object(count / 2) {
        ("u\($0)", ["$ref": "#/components/schemas/A", "default": ["m0": "x"]])
      }
      return [("A", SampleDocument.large(count / 2)), ("U", ["type": "object", "properties": uses])]
    },
    masking("names of credentials that lead to one schema") { count in
      let uses = SampleDocument.object(count / 2) { number in
        let letters = String(number).unicodeScalars.map { Character(Unicode.Scalar($0.value + 49) ?? "a") }
        return ("\(String(letters))Password", ["$ref": "#/components/schemas/A"])
      }
      return [("A", SampleDocument.large(count / 2)), ("U", ["type": "object", "properties": uses])]
    },
    masking("objects of other names around one schema") { count in
      let words = ["user", "port", "city", "salt", "cert", "otp", "host", "limit", "name", "key", "question", "cvc"]
      let objects = (0..<count / 2).map { number -> JSONObject.Member in
        let names = words.enumerated().filter { number >> $0.offset & 1 == 1 }.map {
          ($0.element, JSONValue.bool(true))
        }
        let members = names + [("inner", ["$ref": "#/components/schemas/A"])]
        return ("O\(number)", ["type": "object", "properties": .object(JSONObject(members))])
      }
      return [("A", SampleDocument.large(count / 2))] + objects
    }.atFullSizes,
    GrowthCase("secrets: an operation of many parameters", parts) { count in
      let parameters = (0..<count).map { number -> JSONValue in
        ["name": .string("p\(number)"), "in": "query", "schema": ["type": "string"], "example": "x"]
      }
      let document = try SampleTools.document(["parameters": .array(parameters)], method: "get")
      return { use(DocumentSecrets(document).root) }
    },
    GrowthCase("secrets: defaults in one another", bytes) { size in
      let width = size / 4_000
      var schema = SampleDocument.large(width)
      for _ in 0..<60 {
        let members = (0..<width).map { ("m\($0)", ["type": "string"] as JSONValue) } + [("inner", schema)]
        schema = ["type": "object", "default": [:], "properties": .object(JSONObject(members))]
      }
      return { [schema] in use(Secrecy.masking(schema: schema, role: .output)) }
    },
    GrowthCase("secrets: a long name, and a long description", bytes) { size in
      let schema: JSONValue = [
        "properties": .object([
          "passWord".repeated(toBytes: size): [
            "type": "string", "description": .string("the key and the token ".repeated(toBytes: size)),
          ]
        ])
      ]
      return { use(Secrecy.masking(schema: schema, role: .output)) }
    },
  ]

  private static func masking(
    _ name: String,
    _ make: @escaping @Sendable (Int) -> [JSONObject.Member]
  ) -> GrowthCase {
    GrowthCase("secrets: \(name)", parts) { count in
      let schemas = JSONObject(make(count))
      let text = SampleDocument.text(["paths": [:], "components": ["schemas": .object(schemas)]])
      return {
        let secrets = DocumentSecrets(try APIDocument(reading: text))
        use(secrets.root)
        use(secrets.schemas(role: .output))
      }
    }
  }
}
