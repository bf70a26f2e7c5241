import APIDocs
import JSON
import JSONRPC
import MCP
import OpenAPI

extension GrowthCase {
  static let pages: [GrowthCase] =
    SampleDocument.links.map { name, link in
      page("a chain of $ref \(name)", "docs://overview") { SampleDocument.chain($0, link) }
    } + [
      page("operations", "docs://overview") { SampleDocument.operations($0) },
      page("operations", "docs://errors") { SampleDocument.operations($0) },
      page("operations", "docs://openapi.json") { SampleDocument.operations($0) },
      page("the last of many operations", "docs://operations/putItem0") { SampleDocument.operations($0) },
      page("a schema of many", "docs://schemas/Item0") { SampleDocument.operations($0) },
      page("schemas that extend each other", "docs://overview") { extending($0) },
      page("schemas that extend each other", "docs://schemas/S0") { extending($0) },
      page("schemas that extend each other", "docs://operations/get0") { extending($0) },
      page("alternatives", "docs://operations/get0") { count in
        let forms = (0..<count).map { JSONValue.object(["type": "string", "format": .string("f\($0)")]) }
        return answering(["type": "object", "properties": ["a": ["anyOf": .array(forms)]]])
      },
      page("a deep document", "docs://openapi.json") { count in
        var value = JSONValue.array(Array(repeating: [:], count: 10 * count))
        for _ in 0..<150 { value = [value] }
        return SampleDocument.text(["paths": [:], "x-a": value])
      },
      page("parameters", "docs://operations/get0") { parameters($0, in: "query", path: "/a") },
      page("header fields", "docs://operations/get0") { parameters($0, in: "header", path: "/a") },
      page("variables of a path", "docs://operations/get0") { count in
        parameters(count, in: "path", path: "/" + (0..<count).map { "{p\($0)}" }.joined(separator: "/"))
      },
      GrowthCase("docs: the pages of all operations", parts) { count in
        let document = try APIDocument(reading: SampleDocument.operations(count / 4))
        return {
          let client = SampleClient(catalog(document))
          for operation in document.operations {
            use(
              try await client.ask(
                "resources/read",
                ["uri": .string("docs://operations/\(operation.operationID ?? "")")]
              )
            )
          }
        }
      },
      GrowthCase("docs: a list of many pages, and completions", parts) { count in
        let document = try APIDocument(reading: SampleDocument.operations(count))
        return {
          let client = SampleClient(catalog(document))
          use(try await client.ask("resources/list"))
          use(
            try await client.ask(
              "completion/complete",
              [
                "ref": ["type": "ref/resource", "uri": "docs://operations/{tool}"],
                "argument": ["name": "tool", "value": "item"],
              ]
            )
          )
        }
      },
      GrowthCase("docs: a description of Markdown", bytes) { size in
        let text = "# A `code` <b> [link](x) | cell\n\n```\nfence\n```\n- item\n".repeated(toBytes: size)
        let document = try APIDocument(
          reading: JSONValue.object([
            "openapi": "3.1.0", "info": ["title": "T", "version": "1", "description": .string(text)], "paths": [:],
          ]).json
        )
        return { use(try await read("docs://overview", of: document)) }
      },
      GrowthCase("docs: runs of backticks", bytes) { size in
        // Runs of increasing length, so that none closes another.
        var (text, length) = ("", 1)
        while text.utf8.count < size {
          text += String(repeating: "`", count: length) + "a"
          length += 1
        }
        let document = try APIDocument(
          reading: JSONValue.object([
            "openapi": "3.1.0", "info": ["title": "T", "version": "1", "description": .string(text)], "paths": [:],
          ]).json
        )
        return { use(try await read("docs://overview", of: document)) }
      },
    ]

  private static func page(_ name: String, _ uri: String, _ make: @escaping @Sendable (Int) -> [UInt8]) -> GrowthCase {
    GrowthCase("\(uri): \(name)", parts) { count in
      let document = try APIDocument(reading: make(count))
      return { use(try await read(uri, of: document)) }
    }
  }

  private static func answering(_ schema: JSONValue) -> [UInt8] {
    let response: JSONValue = ["description": "", "content": ["application/json": ["schema": schema]]]
    return SampleDocument.text([
      "paths": ["/a": ["get": ["operationId": "get0", "responses": ["200": response]]]]
    ])
  }

  private static func parameters(_ count: Int, in place: String, path: String) -> [UInt8] {
    let parameters = (0..<count).map { number -> JSONValue in
      [
        "name": .string("p\(number)"), "in": .string(place), "required": true, "example": "x",
        "schema": ["type": "string"],
      ]
    }
    let item: JSONValue = ["get": ["operationId": "get0", "parameters": .array(parameters)]]
    return SampleDocument.text(["paths": .object([path: item])])
  }

  /// Operations whose responses are schemas that extend each other.
  private static func extending(_ count: Int) -> [UInt8] {
    let paths = SampleDocument.object(count) { number in
      let schema: JSONValue = ["$ref": .string("#/components/schemas/S\(number)")]
      let response: JSONValue = ["description": "", "content": ["application/json": ["schema": schema]]]
      return ("/p\(number)", ["get": ["operationId": .string("get\(number)"), "responses": ["200": response]]])
    }
    return SampleDocument.text([
      "paths": paths, "components": ["schemas": .object(JSONObject(SampleDocument.extending(count)))],
    ])
  }

  /// Reads a page as a client does, from newly made documentation.
  private static func read(_ uri: String, of document: APIDocument) async throws -> [UInt8] {
    try await SampleClient(catalog(document)).ask("resources/read", ["uri": .string(uri)])
  }

  private static func catalog(_ document: APIDocument) -> Catalog {
    let tools = document.operations.enumerated().map { position, operation in
      DocumentedTool(name: operation.operationID ?? "operation\(position)", operation: operation)
    }
    let docs = APIDocs(document: document, tools: tools)
    return Catalog(
      server: Implementation(name: "growth", version: "1"),
      resources: docs.resources,
      resourceTemplates: docs.resourceTemplates
    )
  }
}
