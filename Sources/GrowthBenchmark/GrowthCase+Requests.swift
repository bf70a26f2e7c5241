import JSON
import MCP
import OpenAPI

extension GrowthCase {
  /// Arguments, and the requests made from them.
  static let requests: [GrowthCase] =
    [
      GrowthCase("arguments: many, all wrong", parts) { count in
        let client = try client(of: SampleTools.document(body: SampleTools.object(members: count)))
        let arguments = JSONObject((0..<count).map { ("wrong\($0)", 1) })
        return { use(try await SampleTools.call(client, "make", arguments)) }
      },
      GrowthCase("arguments: secrets beside a long wrong one", bytes) { size in
        let schema: JSONValue = [
          "type": "object",
          "properties": ["passwords": ["type": "array", "items": ["type": "string"]], "number": ["type": "integer"]],
        ]
        let client = try client(of: SampleTools.document(body: schema))
        let passwords = (0..<size / 4_000).map { JSONValue.string("S3cr3t-\($0)") }
        let arguments: JSONObject = [
          "passwords": .array(passwords), "number": .string("text ".repeated(toBytes: size)),
        ]
        return { use(try await SampleTools.call(client, "make", arguments)) }
      },
      GrowthCase("arguments: JSON in strings", parts) { count in
        let schema: JSONValue = [
          "type": "object", "properties": ["a": ["type": "array", "items": ["type": "object"]]],
        ]
        let client = try client(of: SampleTools.document(body: schema))
        let text = JSONValue.array(Array(repeating: ["a": 1], count: count)).description
        return { use(try await SampleTools.call(client, "make", ["a": .string(text)])) }
      },
      calling("many", parts) { count in
        (try SampleTools.document(body: SampleTools.object(members: count)), given(count))
      },
      calling("a value of backslashes", bytes) { size in
        (try SampleTools.document(body: SampleTools.object(members: 2)), text("\\", size))
      },
      calling("names of backslashes", bytes) { size in
        let schema: JSONValue = ["type": "object", "additionalProperties": true, "properties": ["member0": true]]
        return (try SampleTools.document(body: schema), JSONObject([("\\".repeated(toBytes: size), 1)]))
      },
      calling("a form", parts) { count in
        let schema = SampleTools.object(members: count)
        return (try SampleTools.document(body: schema, type: "application/x-www-form-urlencoded"), given(count))
      },
      calling("a form of nested objects", parts) { count in
        let rows = (0..<count).map { JSONValue.object(["id": .number(JSONNumber($0)), "tags": ["a", "b"]]) }
        let schema: JSONValue = ["type": "object", "properties": ["rows": ["type": "array"]]]
        let document = try SampleTools.document(
          body: schema,
          type: "application/x-www-form-urlencoded",
          encoding: ["rows": ["style": "deepObject"]]
        )
        return (document, ["rows": .array(rows)])
      },
      calling("a multipart body of texts", parts) { count in
        (try SampleTools.document(body: SampleTools.object(members: count), type: "multipart/form-data"), given(count))
      },
      calling("a multipart body of files", parts) { count in
        let files = SampleTools.names(count).map { ($0, ["type": "string", "format": "binary"] as JSONValue) }
        let schema: JSONValue = ["type": "object", "properties": .object(JSONObject(files))]
        return (try SampleTools.document(body: schema, type: "multipart/form-data"), given(count, "YWJj"))
      },
      calling("a file", bytes) { size in
        let schema: JSONValue = ["type": "string", "format": "binary"]
        return (
          try SampleTools.document(body: schema, type: "application/octet-stream"),
          ["body": .string("QUJD".repeated(toBytes: size))]
        )
      },
      calling("lines of JSON", parts) { count in
        let schema: JSONValue = ["type": "array", "items": ["type": "object"]]
        let rows = JSONValue.array((0..<count).map { ["id": .number(JSONNumber($0))] })
        return (try SampleTools.document(body: schema, type: "application/x-ndjson"), ["body": rows])
      },
    ]
    + [
      ("query", "form"), ("query", "pipeDelimited"), ("query", "deepObject"), ("cookie", "form"), ("header", "simple"),
    ]
    .flatMap { place, style in [list(in: place, style), texts(in: place, style)] } + [
      calling("a value in the path", bytes) { size in
        let parameter: JSONValue = ["name": "id", "in": "path", "required": true, "schema": ["type": "string"]]
        let document = try SampleTools.document(["parameters": [parameter]], path: "/a/{id}", method: "get")
        return (document, ["id": .string("è/ &".repeated(toBytes: size))])
      },
      calling("variables of a path", parts) { count in
        let parameters = SampleTools.names(count).map { name -> JSONValue in
          ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string"]]
        }
        let path = "/" + SampleTools.names(count).map { "{\($0)}" }.joined(separator: "/")
        let document = try SampleTools.document(["parameters": .array(parameters)], path: path, method: "get")
        return (document, given(count))
      },
    ]

  private static func given(_ count: Int, _ text: String = "value") -> JSONObject {
    JSONObject(SampleTools.names(count).map { ($0, .string(text)) })
  }

  private static func text(_ piece: String, _ size: Int) -> JSONObject {
    ["member0": .string(piece.repeated(toBytes: size))]
  }

  private static func list(in place: String, _ style: String) -> GrowthCase {
    calling("an array in the \(place), \(style)", parts) { count in
      let elements = (0..<count).map { JSONValue.string("element \($0)") }
      return (try document(of: place, style, ["type": "array"]), ["value": .array(elements)])
    }
  }

  private static func texts(in place: String, _ style: String) -> GrowthCase {
    calling("an object in the \(place), \(style)", parts) { count in
      (try document(of: place, style, ["type": "object"]), ["value": .object(given(count))])
    }
  }

  private static func document(of place: String, _ style: String, _ schema: JSONValue) throws -> APIDocument {
    let parameter: JSONValue = ["name": "value", "in": .string(place), "style": .string(style), "schema": schema]
    return try SampleTools.document(["parameters": [parameter]], method: "get")
  }

  private static func client(of document: APIDocument) throws -> SampleClient {
    try SampleClient(SampleTools.catalog(document))
  }

  private static func calling(
    _ name: String,
    _ sizes: ClosedRange<Int>,
    _ make: @escaping @Sendable (Int) throws -> (document: APIDocument, arguments: JSONObject)
  ) -> GrowthCase {
    GrowthCase("arguments: \(name)", sizes) { size in
      let (document, arguments) = try make(size)
      let client = try client(of: document)
      return { use(try await SampleTools.call(client, "make", arguments)) }
    }
  }
}
