import JSON
import OpenAPI

extension GrowthCase {
  static let documents: [GrowthCase] =
    SampleDocument.links.map { name, link in
      GrowthCase("document: a chain of $ref \(name), read and linted", parts) { count in
        let text = SampleDocument.chain(count, link)
        return {
          let document = try APIDocument(reading: text)
          use(document.dereference(["$ref": "#/components/schemas/S0"]))
          use(Lint.diagnostics(of: document))
          use(StructureCheck.diagnostics(of: document))
        }
      }
    } + [
      GrowthCase("document: operations, read and linted", parts) { count in
        let text = SampleDocument.operations(count)
        return { use(Lint.diagnostics(of: try APIDocument(reading: text))) }
      },
      GrowthCase("document: YAML of many members", bytes) { size in
        let members = (0..<size / 24).map { "  member\($0): [a, 'b', \($0)]\n" }.joined()
        let text = Array("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\nx-a:\n\(members)".utf8)
        return { use(try APIDocument(reading: text)) }
      },
      GrowthCase("document: YAML with a long scalar", bytes) { size in
        let scalar = "a \\\"quoted\\\" word ".repeated(toBytes: size)
        let text = Array("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\nx-a: \"\(scalar)\"\n".utf8)
        return { use(try APIDocument(reading: text)) }
      },
      GrowthCase("document: schemas that would have the same name", parts) { count in
        let paths = (0..<count).map { number -> JSONObject.Member in
          let next =
            "#/paths/~1p\((number + 1) % count)/get/responses/200/content/application~1json/schema/properties/a"
          let schema: JSONValue = ["properties": ["a": ["type": "string"], "b": ["$ref": .string(next)]]]
          let content: JSONValue = ["application/json": ["schema": schema]]
          return ("/p\(number)", ["get": ["responses": ["200": ["description": "", "content": content]]]])
        }
        let text = SampleDocument.text(["paths": .object(JSONObject(paths))])
        return { use(try APIDocument(reading: text)) }
      },
      GrowthCase("overlay: an action for each operation", parts) { count in
        let actions = (0..<count / 2).map { number -> JSONValue in
          ["target": .string("$.paths['/items\(number)/{id}'].get"), "update": ["summary": "s"]]
        }
        let overlay = try overlay(actions)
        let text = SampleDocument.operations(count)
        return { use(try APIDocument(reading: text, overlays: [overlay])) }
      },
      GrowthCase("overlay: 30 updates of everything", parts) { count in
        let overlay = try overlay(Array(repeating: ["target": "$..*", "update": ["x-a": 1]], count: 30))
        let text = SampleDocument.operations(count)
        return { use(try APIDocument(reading: text, overlays: [overlay])) }
      },
      GrowthCase("overlay: a filter of everything", parts) { count in
        let overlay = try overlay([["target": "$..[?@.operationId && !@.none]", "update": ["summary": "s"]]])
        let text = SampleDocument.operations(count)
        return { use(try APIDocument(reading: text, overlays: [overlay])) }
      },
      GrowthCase("lines of a document's values", bytes) { size in
        let text = JSONValue.array((0..<size / 20).map { ["a": .number(JSONNumber($0)), "b": "text"] }).json
        let document = Array("{\"a\":".utf8) + text + Array("}".utf8)
        return { use(SourceMap(document).position(of: JSONPointer(["a", "1", "b"]))) }
      },
    ]

  private static func overlay(_ actions: [JSONValue]) throws -> Overlay {
    try Overlay(reading: JSONValue.object(["overlay": "1.0.0", "actions": .array(actions)]).json)
  }
}
