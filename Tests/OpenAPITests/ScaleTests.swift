import Foundation
import JSON
import OpenAPI
import Testing

/// How long documents of many operations take to read, printed and not judged: machines differ.
///
/// Run with `NETHESIS_MCP_BENCH=1 swift test -c release --filter ScaleTests`; the time for each operation should stay
/// the same.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["NETHESIS_MCP_BENCH"] == "1", "runs with NETHESIS_MCP_BENCH=1"))
struct ScaleTests {
  @Test(arguments: [100, 1_000, 10_000])
  func `a document of many operations is read`(count: Int) throws {
    let text = Self.document(of: count).json
    let start = ContinuousClock.now
    let document = try APIDocument(reading: text)
    let time = ContinuousClock.now - start
    #expect(document.operations.count == count)
    #expect(document.diagnostics == [])
    print("\(count) operations, \(text.count) bytes: \(time), \(time / count) for each")
  }

  /// Two operations for each path, each path with a schema of its own, a third of which lead to others.
  private static func document(of count: Int) -> JSONValue {
    var paths: [JSONObject.Member] = []
    var schemas: [JSONObject.Member] = []
    for number in 0..<count / 2 {
      let schema: JSONValue = ["$ref": "#/components/schemas/Item\(number)"]
      let content: JSONValue = ["application/json": ["schema": schema]]
      let answers: JSONValue = [
        "200": ["description": "Fine", "content": content], "404": ["$ref": "#/components/responses/Missing"],
      ]
      paths.append(
        (
          "/groups\(number % 50)/items\(number)/{id}",
          [
            "parameters": [["name": "id", "in": "path", "required": true, "schema": ["type": "string"]]],
            "get": [
              "operationId": "getItem\(number)", "parameters": [["$ref": "#/components/parameters/Page"]],
              "responses": answers,
            ],
            "put": [
              "operationId": "putItem\(number)", "requestBody": ["required": true, "content": content],
              "responses": answers,
            ],
          ]
        )
      )
      let next: JSONValue =
        number % 3 == 0 ? ["$ref": "#/components/schemas/Item\((number * 7 + 1) % (count / 2))"] : ["type": "string"]
      schemas.append(
        (
          "Item\(number)",
          [
            "type": "object", "required": ["id"],
            "properties": ["id": ["type": "string"], "name": ["type": "string", "nullable": true], "next": next],
          ]
        )
      )
    }
    return [
      "openapi": "3.0.3", "info": ["title": "Many", "version": "1"], "paths": .object(JSONObject(paths)),
      "components": [
        "schemas": .object(JSONObject(schemas)), "responses": ["Missing": ["description": "Not there"]],
        "parameters": ["Page": ["name": "page", "in": "query", "schema": ["type": "integer"]]],
      ],
    ]
  }
}
