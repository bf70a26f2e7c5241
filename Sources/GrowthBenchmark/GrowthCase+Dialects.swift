import APITools
import JSON
import MCP
import OpenAPI
import Operations

extension GrowthCase {
  /// The dialects of the schemas of tools.
  static let dialects: [GrowthCase] = ToolDialect.allCases.flatMap { dialect in
    [
      listing("a body of many members", parts, dialect) { (SampleTools.object(members: $0), []) },
      listing("alternatives", parts, dialect) { count in
        let forms = SampleTools.names(count).map { ["type": "object", "properties": .object([$0: true])] as JSONValue }
        return (["type": "object", "properties": ["a": ["anyOf": .array(forms)]]], [])
      },
      listing("schemas that extend each other", parts, dialect) { count in
        (["$ref": "#/components/schemas/S0"], SampleDocument.extending(count))
      },
      listing("a circle of schemas", parts, dialect) { count in
        (["$ref": "#/components/schemas/S0"], SampleDocument.circle(count))
      },
      listing("schemas that refer to ten others each", parts, dialect) { count in
        let schemas = (0..<count).map { number -> JSONObject.Member in
          let members = (0..<10).map { other -> JSONObject.Member in
            ("p\(other)", ["$ref": .string("#/components/schemas/S\((number * 37 + other * 11) % count)")])
          }
          return ("S\(number)", ["type": "object", "properties": .object(JSONObject(members))])
        }
        return (["$ref": "#/components/schemas/S0"], schemas)
      },
      listing("values of an enum", parts, dialect) { count in
        (["type": "object", "properties": ["a": ["enum": .array(SampleTools.names(count).map(JSONValue.string))]]], [])
      },
      listing("long descriptions", bytes, dialect) { size in
        let text = JSONValue.string("words of a description ".repeated(toBytes: size))
        return (["type": "object", "properties": ["a": ["type": "string", "description": text]]], [])
      },
    ]
  }

  private static func listing(
    _ name: String,
    _ sizes: ClosedRange<Int>,
    _ dialect: ToolDialect,
    _ make: @escaping @Sendable (Int) -> (schema: JSONValue, schemas: [JSONObject.Member])
  ) -> GrowthCase {
    GrowthCase("dialect \(dialect.rawValue): \(name)", sizes) { count in
      let (schema, schemas) = make(count)
      let document = try SampleTools.document(body: schema, schemas: schemas)
      return { use(try await SampleClient(SampleTools.catalog(document) { $0.dialect = dialect }).ask("tools/list")) }
    }
  }
}
