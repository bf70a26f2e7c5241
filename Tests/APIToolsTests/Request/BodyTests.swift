import Foundation
import HTTPTypes
import JSON
@testable import Operations
import Testing

@testable import APITools

/// The bodies that calls send, byte by byte.
struct BodyTests {
  private func bench(_ content: String, folder: String? = nil, required: Bool = true) throws -> Bench {
    var options = APITools.Options()
    options.uploads = folder.flatMap(UploadFolder.init)
    return try Bench(
      operation: #"{"operationId": "make", "requestBody": {"required": \#(required), "content": \#(content)}}"#,
      method: "post",
      options: options
    )
  }

  /// What a call sent: the type and the body, the boundary replaced by B.
  private func sent(_ bench: Bench, _ arguments: JSONObject) async throws -> (type: String, text: String) {
    let result = await bench.call("make", arguments)
    #expect(result["isError"] == false, "\(result)")
    let asked = try #require(bench.backend.asked.last)
    let type = asked.request.headerFields[.contentType] ?? ""
    guard let mark = type.firstRange(of: "boundary=") else { return (type, asked.text) }
    let boundary = type[mark.upperBound...]
    return (type.replacing(boundary, with: "B"), asked.text.replacing(boundary, with: "B"))
  }

  @Test func `JSON is chosen first, whatever its name`() async throws {
    let bench = try bench(
      #"{"text/plain": {}, "multipart/form-data": {}, "application/merge-patch+json": {"schema": {}}}"#
    )
    let (type, text) = try await sent(bench, ["body": [1]])
    #expect(type == "application/merge-patch+json")
    #expect(text == "[1]")
  }

  @Test func `text of a form is encoded`() async throws {
    let bench = try bench(
      #"{"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}}"#
    )
    let (type, text) = try await sent(bench, ["a": "x+y%26z&b=1"])
    #expect(type == "application/x-www-form-urlencoded")
    #expect(text == "a=x%2By%2526z%26b%3D1")
  }

  @Test(
    arguments: [
      ("{}", "a=1&a=2&o=%7B%22x%22%3A%22y%20z%22%2C%22n%22%3A1%7D&s=%2F"),
      (
        #"{"a": {"style": "form", "explode": false}, "o": {"style": "deepObject"}, "s": {"allowReserved": true}}"#,
        "a=1,2&o%5Bx%5D=y%20z&o%5Bn%5D=1&s=/"
      ),
      (#"{"a": {"style": "pipeDelimited"}, "o": {"explode": true}}"#, "a=1%7C2&x=y%20z&n=1&s=%2F"),
      (
        #"{"a": {"contentType": "application/json"}}"#,
        "a=%5B1%2C2%5D&o=%7B%22x%22%3A%22y%20z%22%2C%22n%22%3A1%7D&s=%2F"
      ),
    ])
  func `a form is written as its encodings say`(encoding: String, expected: String) async throws {
    let bench = try bench(
      #"""
      {"application/x-www-form-urlencoded": {"encoding": \#(encoding), "schema": {"type": "object", "properties": {
        "a": {"type": "array"}, "o": {"type": "object"}, "s": {"type": "string"}}}}}
      """#
    )
    #expect(try await sent(bench, ["a": [1, 2], "o": ["x": "y z", "n": 1], "s": "/"]).text == expected)
  }

  private static let upload = #"""
    {"multipart/form-data": {"schema": {"type": "object", "required": ["file"], "properties": {
      "file": {"type": "string", "format": "binary", "maxLength": 3, "description": "A picture."},
      "more": {"type": "array", "items": {"type": "string", "format": "binary"}},
      "note": {"type": "string"}, "o": {"type": "object"}, "l": {"type": "array", "items": {"type": "integer"}}}},
      "encoding": {"more": {"contentType": "image/png"}}}}
    """#

  @Test func `a file is asked for in base64`() throws {
    let file = try bench(Self.upload).schema(of: "make")["properties"]?["file"]
    #expect(file?["contentEncoding"] == "base64")
    #expect(file?["format"] == nil && file?["maxLength"] == nil)
    #expect(file?["description"]?.string?.hasPrefix("A picture. The content in base64") == true)
    #expect(file?["description"]?.string?.contains("file:") == false)
    let told = try bench(Self.upload, folder: "/tmp").schema(of: "make")["properties"]?["more"]?["items"]
    #expect(told?["description"]?.string?.contains("file: and the path") == true)
  }

  @Test func `a multipart body has a part for each value`() async throws {
    let (type, text) = try await sent(
      bench(Self.upload),
      [
        "file": "data:text/csv;name=a%22b.csv;base64,YSxi", "more": ["AA==", "AQ"], "note": "ü\r\n", "o": ["x": 1],
        "l": [1, 2],
      ]
    )
    #expect(type == "multipart/form-data; boundary=B")
    let expected = """
      --B
      Content-Disposition: form-data; name="file"; filename="a%22b.csv"
      Content-Type: text/csv

      a,b
      --B
      Content-Disposition: form-data; name="more"; filename="more"
      Content-Type: image/png

      \u{0}
      --B
      Content-Disposition: form-data; name="more"; filename="more"
      Content-Type: image/png

      \u{1}
      --B
      Content-Disposition: form-data; name="note"

      ü

      --B
      Content-Disposition: form-data; name="o"
      Content-Type: application/json

      {"x":1}
      --B
      Content-Disposition: form-data; name="l"

      1
      --B
      Content-Disposition: form-data; name="l"

      2
      --B--

      """
    #expect(text.replacing("\r\n", with: "\n") == expected)
  }

  @Test(arguments: ["YQ=a", "not base64!", "Y", "data:text/plain,abc", "file:a.txt"])
  func `what is no content of a file is refused`(value: String) async throws {
    let bench = try bench(Self.upload)
    #expect(try #require(await bench.failure("make", ["file": .string(value)])).hasPrefix("file "))
    #expect(bench.backend.asked.isEmpty)
  }

  @Test func `bytes are sent as they are`() async throws {
    let bytes = try bench(#"{"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}"#)
    let (type, text) = try await sent(bytes, ["body": "aGk_"])
    #expect(type == "application/octet-stream")
    #expect(text == "hi?")
  }

  @Test func `text and XML are passed through`() async throws {
    let csv = try bench(#"{"text/csv": {"schema": {"type": "string", "minLength": 1}}}"#)
    #expect(try await sent(csv, ["body": "a,b\n"]) == ("text/csv", "a,b\n"))
    #expect(await csv.failure("make", ["body": ""]) != nil)
    let xml = try bench(#"{"application/xml": {"schema": {"type": "object", "properties": {"a": {}}}}}"#)
    #expect(xml.schema(of: "make")["properties"]?["body"]?["type"] == "string")
    #expect(try await sent(xml, ["body": "<a/>"]) == ("application/xml", "<a/>"))
  }

  @Test func `a type is asked for only where nothing else decides`() async throws {
    let one = try bench(#"{"image/png": {}}"#)
    #expect(one.schema(of: "make")["properties"]?.object?.names == ["body"])
    let two = try bench(#"{"image/png": {}, "image/jpeg": {}}"#)
    #expect(two.schema(of: "make")["properties"]?["content_type"]?["enum"] == ["image/png", "image/jpeg"])
    #expect(try await sent(two, ["body": "AA==", "content_type": "image/jpeg"]).type == "image/jpeg")
    let range = try bench(#"{"image/*": {}}"#)
    #expect(try await sent(range, ["body": "AA==", "content_type": "image/gif"]).type == "image/gif")
    #expect(await range.failure("make", ["body": "AA==", "content_type": "text/plain"]) != nil)
    #expect(await range.failure("make", ["body": "AA==", "content_type": "image/gif\r\nX: y"]) != nil)
  }

  @Test func `a file is sent from the folder for uploads alone`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "uploads-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder.appending(path: "in/sub"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("inside".utf8).write(to: folder.appending(path: "in/sub/a b.png"))
    try Data("outside".utf8).write(to: folder.appending(path: "secret"))
    try FileManager.default.createSymbolicLink(
      at: folder.appending(path: "in/link"),
      withDestinationURL: folder.appending(path: "secret")
    )
    let root = folder.appending(path: "in").path
    let bench = try bench(Self.upload, folder: root)
    for location in ["sub/a b.png", "//\(root)/sub/a%20b.png", "\(root)/sub/../sub/a b.png"] {
      let text = try await sent(bench, ["file": .string("file:\(location)")]).text
      #expect(text.contains("filename=\"a b.png\"\r\nContent-Type: image/png\r\n\r\ninside\r\n"))
    }
    for location in ["link", "../secret", "//\(root)/%2e%2e/secret", "sub", "none", "", "/etc/passwd", "a\u{0}b"] {
      let failure = try #require(await bench.failure("make", ["file": .string("file:\(location)")]))
      #expect(failure.contains("names no file that can be read"))
    }
    #expect(bench.backend.asked.count == 3)
  }
}
