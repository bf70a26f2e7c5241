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
      GrowthCase("document: variables of one path, undeclared", parts) { count in
        let path = "/" + (0..<min(count, 10_000)).map { "{a\($0)}" }.joined(separator: "/")
        let text = SampleDocument.text(["paths": .object([path: ["get": ["responses": [:]]]])])
        return {
          let document = try APIDocument(reading: text)
          use(document.diagnostics.map(\.description))
          use(StructureCheck.diagnostics(of: document).map(\.description))
        }
      },
      GrowthCase("document: a server variable that is repeated", bytes) { size in
        let server: JSONValue = [
          "url": .string("https://" + "{a}".repeated(toBytes: size / 2) + ".example"),
          "variables": ["a": ["default": .string("b".repeated(toBytes: size / 2))]],
        ]
        let text = SampleDocument.text(["servers": [server], "paths": ["/a": ["get": ["responses": [:]]]]])
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
      GrowthCase("document: YAML of many members", bytes) { size in
        let members = (0..<size / 24).map { "  member\($0): [a, 'b', \($0)]\n" }.joined()
        return { use(try APIDocument(reading: yaml("x-a:\n\(members)"))) }
      },
      GrowthCase("document: YAML with a long scalar", bytes) { size in
        let scalar = "a \\\"quoted\\\" word ".repeated(toBytes: size)
        return { use(try APIDocument(reading: yaml("x-a: \"\(scalar)\"\n"))) }
      },
      GrowthCase("document: YAML with a block of lines", bytes) { size in
        { use(try APIDocument(reading: yaml("x-a: |\n" + "  a line of text\n".repeated(toBytes: size)))) }
      },
      GrowthCase("document: YAML with aliases", parts) { count in
        let uses = (0..<count).map { "  u\($0): *a\n" }.joined()
        return { use(try APIDocument(reading: yaml("x-b: &a {b: 1, c: [2, 3]}\nx-a:\n\(uses)"))) }
      },
      GrowthCase("document: YAML with merge keys", parts) { count in
        let uses = (0..<count).map { "  u\($0):\n    <<: *a\n    d: \($0)\n" }.joined()
        return { use(try APIDocument(reading: yaml("x-b: &a {b: 1, c: 2}\nx-a:\n\(uses)"))) }
      },
      GrowthCase("document: YAML, deep and wide", bytes) { size in
        let text = String(repeating: "[", count: 60) + "a, ".repeated(toBytes: size) + String(repeating: "]", count: 60)
        return { use(try APIDocument(reading: yaml("x-a: \(text)\n"))) }
      },
      GrowthCase("lines of a document's values", bytes) { size in
        let text = JSONValue.array((0..<size / 20).map { ["a": .number(JSONNumber($0)), "b": "text"] }).json
        let document = Array("{\"a\":".utf8) + text + Array("}".utf8)
        return { use(SourceMap(document).position(of: JSONPointer(["a", "1", "b"]))) }
      },
    ]

  private static func yaml(_ rest: String) -> [UInt8] {
    Array("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n\(rest)".utf8)
  }
}
