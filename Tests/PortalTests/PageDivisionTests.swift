import APIDocs
import JSON
import OpenAPI
import TestSupport
import Testing

@testable import Portal

/// Pages that are too long for one.
struct PageDivisionTests {
  private func writer(_ text: String) throws -> PortalWriter {
    let document = try APIDocument(reading: text)
    let tools = document.operations.map { DocumentedTool(name: $0.operationID ?? "x", operation: $0) }
    let definitions = Dictionary(tools.map { ($0.name, ["name": .string($0.name)] as JSONObject) }) { first, _ in first
    }
    let api = PortalSource.API(name: nil, document: document, tools: tools, definitions: definitions, diagnostics: [])
    let library = DocsLibrary([APIDocs(document: document, tools: tools)])
    let source = PortalSource(
      generation: 1,
      title: document.title,
      version: "1",
      apis: [api],
      library: library,
      versions: []
    )
    return PortalWriter(site: PortalSite(source), options: PortalOptions(), host: "127.0.0.1:1")
  }

  /// The HTML and the Markdown of all parts of a page.
  private func parts(_ path: String, _ writer: PortalWriter) throws -> [(html: String, markdown: String)] {
    var parts: [(html: String, markdown: String)] = []
    while parts.count < 500 {
      let query = parts.isEmpty ? nil : "part=\(parts.count + 1)"
      guard let html = writer.content(at: path, query: query, isMarkdown: false) else { break }
      let markdown = try #require(writer.content(at: path + ".md", query: query, isMarkdown: false))
      parts.append((html.text, markdown.text))
    }
    return parts
  }

  private static func operation(_ members: String) -> String {
    """
    openapi: 3.1.0
    info: {title: Long, version: '1'}
    paths: {/a: {post: {operationId: a, \(members)}}}
    """
  }

  private static func body(_ schema: String) -> String {
    let responses = "responses: {'200': {description: d}}"
    return operation("requestBody: {content: {application/json: {schema: \(schema)}}}, \(responses)")
  }

  private static let samples: [String: @Sendable () -> String] = [
    "fields": {
      let fields = (0..<600).map { "f\($0): {type: object, properties: {a: {type: string, description: Words.}}}" }
      return body("{type: object, properties: {\(fields.joined(separator: ", "))}}")
    },
    "fields in one": {
      let fields = (0..<600).map { "f\($0): {type: string, description: Words of it., maxLength: 5}" }
      return body("{type: object, properties: {all: {type: object, properties: {\(fields.joined(separator: ", "))}}}}")
    },
    "fields of fields": {
      let inner = (0..<200).map { "f\($0): {type: string, description: '\(String(repeating: "words ", count: 100))'}" }
      let outer = "{type: object, description: Outer., properties: {\(inner.joined(separator: ", "))}}"
      return body("{type: object, properties: {one: \(outer), two: {type: array, items: \(outer)}}}")
    },
    "parameters": {
      let parameters = (0..<600).map { "{name: p\($0), in: query, schema: {type: string}}" }
      return operation("parameters: [\(parameters.joined(separator: ", "))], responses: {'200': {description: d}}")
    },
    "descriptions of fields": {
      let text = String(repeating: "<&> ", count: 20_000)
      return body("{type: object, properties: {a: {description: '\(text)'}, b: {description: '\(text)'}}}")
    },
    "an example": {
      let example = (0..<4_000).map { "{\"name\": \"item \($0)\"}" }.joined(separator: ",")
      return operation(
        "responses: {'200': {description: d, content: {application/json: {example: [\(example)]}}}}"
      )
    },
    "an example on one line": {
      let text = String(repeating: "\\u003c", count: 30_000)
      return operation("responses: {'200': {description: d, content: {application/json: {example: \"\(text)\"}}}}")
    },
    "a description": {
      operation("description: '\(String(repeating: "**words** of a [text](x) ", count: 3_000))', responses: {}")
    },
    "a table of nothing": {
      let head = String(repeating: "|a", count: 90) + "\\n" + String(repeating: "|-", count: 90) + "\\n"
      return operation("description: \"\(head)\(String(repeating: "|\\n", count: 40_000))\", responses: {}")
    },
    "alternatives": {
      let fields = (0..<60).map { "f\($0): {type: string, description: 'Words of it.'}" }.joined(separator: ", ")
      let choices = (0..<50).map { "{type: object, title: T\($0), properties: {\(fields)}}" }
      return body("{oneOf: [\(choices.joined(separator: ", "))]}")
    },
  ]

  @Test(arguments: samples.keys.sorted())
  func `each part is below 100 KB of HTML and 50,000 characters of Markdown`(name: String) throws {
    let sample = try #require(Self.samples[name])
    let parts = try parts("operations/a", try writer(sample()))
    #expect(parts.count > 1)
    for (number, part) in parts.enumerated() {
      #expect(part.html.utf8.count < 100_000, "part \(number + 1)")
      #expect(part.markdown.unicodeScalars.count < 50_000, "part \(number + 1)")
      #expect(
        number == 0 || part.html.contains("rel=\"prev\" href=\"../operations/a\(PortalAddress.query(part: number))\"")
      )
      #expect(part.html.contains("rel=\"next\"") == (number < parts.count - 1))
      let ids = part.html.matches(of: /\ id="([^"]*)"/).map(\.output.1)
      #expect(Set(ids).count == ids.count)
      #expect(part.html.matches(of: /<details/).count == part.html.matches(of: /<\/details>/).count)
    }
  }

  @Test func `no field is lost, at any depth`() throws {
    for (name, count) in [("fields", 1_200), ("fields in one", 601), ("fields of fields", 402), ("parameters", 600)] {
      let sample = try #require(Self.samples[name])
      let parts = try parts("operations/a", try writer(sample()))
      let ids = parts.flatMap { part in part.html.matches(of: /\ id="((?:body|query)\.[^"]*)"/).map { String($0.1) } }
      #expect(Set(ids).count == count, "\(name)")
      #expect(!parts.contains { $0.html.contains(FieldTreeReader.cut) })
    }
  }

  @Test func `a long text keeps its words, and code its lines`() throws {
    let words = try #require(Self.samples["a description"])
    let texts = try parts("operations/a", try writer(words())).map(\.html).joined()
    #expect(texts.matches(of: /<strong>words<\/strong>/).count >= 3_000)
    let example = try #require(Self.samples["an example"])
    let code = try parts("operations/a", try writer(example())).map(\.html).joined()
    #expect(Set(code.matches(of: /item \d+/).map { String($0.output) }).count == 4_000)
  }

  @Test func `the list of headings leads to each part`() throws {
    let sample = try #require(Self.samples["fields"])
    let parts = try parts("operations/a", try writer(sample()))
    let link = try #require(parts[0].html.firstMatch(of: /href="([^"]*)\?part=(\d+)#try"/))
    #expect(link.1 == "../operations/a")
    let number = try #require(Int(link.2))
    #expect(parts[number - 1].html.contains("<h2 id=\"try\">"))
  }

  @Test func `a part that is not there is no page`() throws {
    let sample = try #require(Self.samples["fields"])
    let writer = try writer(sample())
    for query in ["part=0", "part=999", "part=x", "part=-1", "part=99999999999999999999"] {
      #expect(writer.content(at: "operations/a", query: query, isMarkdown: false) == nil, "\(query)")
      #expect(writer.content(at: "errors.md", query: query, isMarkdown: false) == nil, "\(query)")
    }
    #expect(writer.content(at: "errors", query: "from=elsewhere", isMarkdown: false) != nil)
  }

  @Test func `a named schema is unfolded while there is room, and its own page has all of it`() throws {
    let fields = (0..<500).map { "f\($0): {type: string}" }.joined(separator: ", ")
    let text = """
      openapi: 3.1.0
      info: {title: Long, version: '1'}
      paths:
        /a:
          get:
            operationId: a
            responses:
              '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Pair'}}}}
              '400': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Wide'}}}}
      components:
        schemas:
          Wide: {type: object, properties: {\(fields)}}
          Pair:
            type: object
            properties: {one: {$ref: '#/components/schemas/Wide'}, two: {$ref: '#/components/schemas/Wide'}}
      """
    let writer = try writer(text)
    let page = try parts("operations/a", writer).map(\.html).joined()
    #expect(page.contains("response-200.one.f499") && !page.contains("response-200.two.f0"))
    #expect(page.contains("id=\"response-200.two\"") && !page.contains("response-400.f0"))
    #expect(page.contains("href=\"../schemas/Wide\""))
    #expect(!page.contains("no named fields"))
    let own = try parts("schemas/Wide", writer).map(\.html).joined()
    #expect(own.contains("id=\"schema.f499\""))
  }

  @Test func `schemas that extend others in every field are unfolded while there is room`() throws {
    let fields = (0..<12).map { number in
      "f\(number): {allOf: [{$ref: '#/components/schemas/S\(number)'}], properties: {own\(number): {type: string}}}"
    }
    let schemas = (0..<12).map { "S\($0): {type: object, properties: {\(fields.joined(separator: ", "))}}" }
    let text = """
      openapi: 3.1.0
      info: {title: Wide, version: '1'}
      paths:
        /a: {get: {operationId: a, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/S0'}}}}}}}
      components: {schemas: {\(schemas.joined(separator: ", "))}}
      """
    let writer = try writer(text)
    for path in ["operations/a", "schemas/S3"] {
      let parts = try parts(path, writer)
      #expect(parts.count < 10)
      let page = parts.map(\.html).joined()
      #expect(page.matches(of: /class="field"/).count < 400)
      for number in 0..<12 { #expect(page.contains("f\(number).own\(number)\"")) }
      #expect(page.contains("Extends <a href=\"../schemas/S11\""))
    }
  }

  @Test func `no index has 50,000 characters, however many tags and schemas there are, and each part is reached`()
    throws
  {
    let paths = (0..<700).map { number in
      let tag = "t\(number) \(String(repeating: "long ", count: 60))"
      return "/p\(number): {get: {operationId: o\(number), summary: '\(tag)', tags: ['\(tag)'], responses: {}}}"
    }
    let schemas = (0..<600).map { "S\($0): {type: object, properties: {a: {type: string}}}" }
    let text = """
      openapi: 3.1.0
      info: {title: Many, version: '1'}
      paths: {\(paths.joined(separator: ", "))}
      components: {schemas: {\(schemas.joined(separator: ", "))}}
      """
    let writer = try writer(text)
    let start = "http://127.0.0.1:1/"
    var (pending, seen, operations, known) = (["llms.txt"], Set(["llms.txt"]), Set<String>(), Set<String>())
    while let path = pending.popLast() {
      let index = try #require(writer.content(at: path, query: nil, isMarkdown: false)?.text, "\(path)")
      #expect(index.unicodeScalars.count < 50_000, "\(path)")
      for match in index.matches(of: /\]\(([^)]*)\)/) where match.1.hasPrefix(start) {
        let link = String(match.1.dropFirst(start.count))
        if link.hasSuffix("llms.txt"), seen.insert(link).inserted { pending.append(link) }
        if link.hasPrefix("operations/") { operations.insert(link) }
        if link.hasPrefix("schemas/"), link.hasSuffix(".md") { known.insert(link) }
      }
    }
    #expect(operations.count == 700 && known.count == 600)
    for path in ["tags-0/llms.txt", "tags-9/llms.txt", "tags-x/llms.txt", "guides-1/llms.txt"] {
      #expect(writer.content(at: path, query: nil, isMarkdown: false) == nil, "\(path)")
    }
  }

  @Test(
    .enabled(if: Oracles.areEnabled),
    arguments: [
      ("k8s-v3.json", "io.k8s.api.core.v1.PodSpec"), ("docusign.json", "Envelopes"),
      ("paypal-orders.json", "payment_source"), ("adyen-mgmt.yaml", "PaymentMethodSetupInfo"),
    ]
  )
  func `the pages of large public documents are short`(name: String, schema: String) throws {
    let writer = try writer(String(decoding: Oracles.bytes("specs/public/\(name)"), as: UTF8.self))
    let parts = try parts("schemas/\(schema)", writer)
    #expect(parts.count > 1)
    for part in parts {
      #expect(part.html.utf8.count < 100_000)
      #expect(part.markdown.unicodeScalars.count < 50_000)
    }
  }
}
