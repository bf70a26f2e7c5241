import APITools
import JSON
import MCP
import OpenAPI

extension GrowthCase {
  /// Lists of tools, searches and descriptions.
  static let tools: [GrowthCase] = [
    GrowthCase("tools/list, all pages of new tools", parts) { count in
      let document = try APIDocument(reading: SampleDocument.operations(count))
      return {
        let client = try SampleClient(SampleTools.catalog(document))
        var cursor: JSONValue?
        repeat {
          var params: JSONObject = [:]
          params.append("cursor", ifPresent: cursor)
          let reply = try JSONParser.parse(try await client.ask("tools/list", params))
          cursor = reply["result"]?["nextCursor"]
        } while cursor != nil
      }
    },
    GrowthCase("tools/list, a body of many members", parts) { count in
      let document = try SampleTools.document(body: SampleTools.object(members: count))
      return { use(try await SampleClient(SampleTools.catalog(document)).ask("tools/list")) }
    },
    GrowthCase("tools/list, parameters that lead into one circle", squares) { count in
      let schemas = SampleDocument.circle(count)
      let parameters = schemas.map { name, _ -> JSONValue in
        let schema: JSONValue = ["$ref": .string("#/components/schemas/\(name)")]
        return ["name": .string(name), "in": "query", "content": ["application/json": ["schema": schema]]]
      }
      let document = try SampleTools.document(["parameters": .array(parameters)], schemas: schemas)
      return { use(try await SampleClient(SampleTools.catalog(document)).ask("tools/list")) }
    },
    GrowthCase("tools/list, media types of one body", parts) { count in
      let types = (0..<count).map {
        ("application/x\($0)+json", ["schema": SampleTools.object(members: 3)] as JSONValue)
      }
      let document = try SampleTools.document(["requestBody": ["content": .object(JSONObject(types))]])
      return { use(try await SampleClient(SampleTools.catalog(document)).ask("tools/list")) }
    },
    GrowthCase("operations that verify each other", parts) { count in
      let paths = (0..<count / 2).map { number -> JSONObject.Member in
        let rule: JSONValue = ["verify": ["list": .string("l\(number)"), "items": "/items"]]
        let list: JSONValue = ["operationId": .string("l\(number)")]
        return ("/p\(number)", ["post": ["operationId": .string("m\(number)"), "x-mcp": rule], "get": list])
      }
      let document = try APIDocument(reading: SampleDocument.text(["paths": .object(JSONObject(paths))]))
      return { use(try SampleTools.catalog(document)) }
    },
    GrowthCase("search_operations, the index with it", parts) { count in
      let document = try APIDocument(reading: SampleDocument.operations(count))
      return {
        let client = try SampleClient(SampleTools.catalog(document) { $0.mode = .search })
        use(try await SampleTools.call(client, "search_operations", ["query": "put items"]))
      }
    },
    GrowthCase("search_operations, a long query", bytes) { size in
      let document = try APIDocument(reading: SampleDocument.operations(300))
      let client = try SampleClient(SampleTools.catalog(document) { $0.mode = .search })
      let query = "item name count ".repeated(toBytes: size)
      return { use(try await SampleTools.call(client, "search_operations", ["query": .string(query)])) }
    },
    GrowthCase("describe_operation, a body of many members", parts) { count in
      let document = try SampleTools.document(body: SampleTools.object(members: count))
      let client = try SampleClient(SampleTools.catalog(document) { $0.mode = .search })
      return { use(try await SampleTools.call(client, "describe_operation", ["name": "make"])) }
    },
    GrowthCase("globs of many stars", bytes) { size in
      let path = "/a".repeated(toBytes: size / 128)
      let document = try APIDocument(reading: SampleDocument.text(["paths": [path: ["get": [:]]]]))
      let filter = OperationFilter(include: [.path("/*a*a*/**/a**b")])
      return { use(try SampleTools.catalog(document) { $0.filter = filter }) }
    },
    GrowthCase("rules of a filter", parts) { count in
      let document = try APIDocument(reading: SampleDocument.operations(count))
      let filter = OperationFilter(exclude: [.tag("tag1"), .operationID("*9"), .path("/none/**"), .method("TRACE")])
      return { use(try SampleTools.catalog(document) { $0.filter = filter }) }
    },
  ]
}
