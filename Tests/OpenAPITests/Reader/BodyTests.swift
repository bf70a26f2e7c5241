import JSON
@testable import OpenAPI
import Testing

/// Request bodies and responses (OpenAPI 3.1.1, 4.8.13 to 4.8.17).
struct BodyTests {
  private func body(_ content: String, version: String = "3.1.0") throws -> RequestBody? {
    let document = try SampleDocument.read("{requestBody: {required: true, content: \(content)}}", version: version)
    #expect(document.diagnostics == [])
    return document.operations.first?.requestBody
  }

  @Test(
    arguments: [
      ("application/json", .json), ("Application/JSON; charset=utf-8", .json), ("application/problem+json", .json),
      ("application/x-www-form-urlencoded", .form), ("multipart/form-data; boundary=x", .multipart),
      ("application/octet-stream", .binary), ("image/png", .binary), ("*/*", .binary), ("text/plain", .text),
      ("text/*", .text), ("text/csv", .text), ("application/xml", .xml), ("text/xml", .xml),
      ("application/a+xml", .xml),
      ("image/svg+xml", .xml),
    ] as [(String, MediaType.Kind)]
  )
  func `a media type is of a kind`(type: String, kind: MediaType.Kind) throws {
    let body = try #require(try body("{'\(type)': {schema: {type: string}}}"))
    #expect(body.content.map(\.kind) == [kind])
    #expect(body.content[0].schema == ["type": "string"])
    #expect((body.json != nil) == (kind == .json))
  }

  @Test func `all media types are kept, in their order`() throws {
    let body = try body("{text/csv: {}, application/json: {}, image/png: {}}")
    #expect(body?.content.map(\.type) == ["text/csv", "application/json", "image/png"])
    #expect(body?.json?.type == "application/json")
  }

  @Test func `a form says how its properties are written`() throws {
    let body = try body(
      """
      {multipart/form-data: {schema: {type: object}, encoding: {
        a: {contentType: 'image/png, image/*', headers: {X-A: {required: true, schema: {type: integer}}}},
        b: {style: deepObject, explode: true}, c: {allowReserved: true}, d: {explode: false}}}}
      """.replacing("\n", with: " ")
    )
    let encoding = try #require(body?.content.first?.encoding)
    #expect(encoding["a"]?.contentTypes == ["image/png", "image/*"])
    #expect(
      encoding["a"]?.headers
        == [DocumentedResponse.Header(name: "X-A", description: nil, isRequired: true, schema: ["type": "integer"])]
    )
    #expect(encoding["a"]?.style == nil)
    #expect(encoding["b"]?.style == .deepObject)
    #expect(encoding["c"]?.style == .form)
    #expect(encoding["c"]?.explode == true)
    #expect(encoding["c"]?.allowReserved == true)
    #expect(encoding["d"]?.explode == false)
  }

  @Test func `a style of a form that is not known keeps the operation from being served`() throws {
    let document = try SampleDocument.read(
      "{requestBody: {content: {multipart/form-data: {encoding: {a: {style: odd}}}}}}"
    )
    #expect(document.operations == [])
  }

  @Test func `the items of a stream have a schema`() throws {
    let document = try SampleDocument.read(
      "{responses: {'200': {description: D, content: {application/jsonl: {itemSchema: {type: object}}}}}}",
      version: "3.2.0"
    )
    let content = document.operations.first?.responses.first?.content
    #expect(content?.first?.itemSchema == ["type": "object"])
    #expect(content?.first?.schema == nil)
  }

  @Test func `a media type may be a reference`() throws {
    let document = try SampleDocument.read(
      "{requestBody: {content: {application/json: {$ref: '#/components/mediaTypes/M'}}}}",
      "components: {mediaTypes: {M: {schema: {type: integer}}}}",
      version: "3.2.0"
    )
    #expect(document.operations.first?.requestBody?.json?.schema == ["type": "integer"])
  }
}
