import HTTPTypes
import JSON
import MCP
import OpenAPI
import Testing

/// Files among the members of a multipart body, in the ways in which documents say that they are files.
struct UploadTests {
  private func sent(_ property: String, _ encoding: String, _ value: JSONValue) async throws -> String {
    let bench = try Bench(
      operation: #"""
        {"requestBody": {"required": true, "content": {"multipart/form-data": {
          "schema": {"type": "object", "properties": {"f": \#(property), "o": {"type": "string"}}},
          "encoding": {"f": \#(encoding)}}}}}
        """#,
      method: "post"
    )
    let result = await bench.call(nil, ["f": value, "o": "x"])
    #expect(result["isError"] == false, "\(result)")
    return try #require(bench.backend.asked.first).text
  }

  private static let file = #"{"type": "string", "format": "binary"}"#

  @Test(
    arguments: [
      (#"{"anyOf": [\#(file), {"type": "null"}]}"#, "{}"), (#"{"oneOf": [{"type": "null"}, \#(file)]}"#, "{}"),
      (#"{"type": ["string", "null"], "format": "binary"}"#, "{}"),
      (#"{"allOf": [\#(file)], "description": "d"}"#, "{}"),
      (#"{"type": "string", "contentMediaType": "application/octet-stream"}"#, "{}"),
      (#"{"contentMediaType": "image/png"}"#, "{}"), (#"{"type": "string"}"#, #"{"contentType": "image/png"}"#),
      ("{}", #"{"contentType": "image/png, image/jpeg"}"#), ("{}", #"{"contentType": "image/*"}"#),
      ("{}", #"{"contentType": "application/octet-stream"}"#), ("true", #"{"contentType": "application/pdf"}"#),
    ])
  func `bytes are a file`(property: String, encoding: String) async throws {
    let text = try await sent(property, encoding, "aGk=")
    #expect(text.contains("; name=\"f\"; filename=\"f\"\r\nContent-Type: "))
    #expect(text.contains("\r\n\r\nhi\r\n"))
  }

  @Test(
    arguments: [
      #"{"type": "array", "items": \#(file)}"#, #"{"anyOf": [{"type": "array", "items": \#(file)}, {"type": "null"}]}"#,
      #"{"type": ["array", "null"], "items": {"anyOf": [\#(file), {"type": "null"}]}}"#,
      #"{"oneOf": [\#(file), {"type": "array", "items": \#(file)}]}"#,
    ])
  func `each of several files is a part`(property: String) async throws {
    let text = try await sent(property, "{}", ["aGk=", "aG8="])
    #expect(text.ranges(of: "; name=\"f\"; filename=\"f\"\r\n").count == 2)
    #expect(text.contains("\r\n\r\nhi\r\n") && text.contains("\r\n\r\nho\r\n"))
  }

  @Test(
    arguments: [
      (#"{"type": "string", "contentMediaType": "application/json"}"#, "{}", #"{"a":1}"#),
      (#"{"type": "string", "contentMediaType": "application/yaml"}"#, "{}", "a: 1"),
      (#"{"type": "string", "contentEncoding": "base64"}"#, #"{"contentType": "image/png"}"#, "aGk="),
      ("{}", #"{"contentType": "text/plain"}"#, "aGk="), ("{}", "{}", "aGk="),
      (#"{"type": "string"}"#, #"{"contentType": "application/xml"}"#, "<a/>"),
    ])
  func `text is a field`(property: String, encoding: String, value: String) async throws {
    let text = try await sent(property, encoding, .string(value))
    #expect(!text.contains("filename"))
    #expect(text.contains("\r\n\r\n\(value)\r\n"))
  }

  @Test func `a file that is left out is no part`() async throws {
    let text = try await sent(#"{"anyOf": [\#(Self.file), {"type": "null"}]}"#, "{}", .null)
    #expect(!text.contains("name=\"f\""))
  }

  @Test func `where text may stand, only what is marked is a file`() async throws {
    let property = #"{"oneOf": [\#(Self.file), {"type": "string", "format": "uri"}]}"#
    #expect(try await sent(property, "{}", "https://h/a").contains("\r\n\r\nhttps://h/a\r\n"))
    #expect(
      try await sent(property, "{}", "data:image/png;base64,aGk=").contains("filename=\"f\"\r\nContent-Type: image/png")
    )
  }

  @Test func `the type of a file is its own where the document allows it`() async throws {
    let types = #"{"contentType": "image/png, image/jpeg"}"#
    #expect(try await sent("{}", types, "data:image/jpeg;base64,aGk=").contains("Content-Type: image/jpeg\r\n"))
    #expect(try await sent("{}", types, "data:text/html;base64,aGk=").contains("Content-Type: image/png\r\n"))
  }
}
