import APIDocs
import JSON
import OpenAPI
import Testing

@testable import Portal

/// The pages of documents, also of hostile ones.
struct PortalPageTests {
  private static let hostile = """
    openapi: 3.1.0
    info:
      title: '<script>alert(1)</script>'
      version: '"><img src=x onerror=alert(1)>'
      description: |
        # <b onclick="x()">big</b>
        [link](javascript:alert(1)) ![image](https://evil.example/a.png) <iframe src=//evil.example></iframe>
    servers: [{url: 'javascript:alert(1)', description: '<svg onload=alert(1)>'}]
    tags: [{name: '../"><script>', description: '[x](data:text/html,x)'}]
    paths:
      '/"><script>/{a}':
        post:
          operationId: make
          tags: ['../"><script>']
          summary: '"><script>alert(2)</script>'
          description: '`</code></pre><script>` **bold** [a](https://a.example) \\u202Ehidden'
          parameters:
            - {name: '<a"b>', in: query, description: '<script>', schema: {type: string, enum: ['</script>', '`']}}
          requestBody:
            content:
              application/json:
                schema: {$ref: '#/components/schemas/Node'}
                example: {'</code><script>': '"><script>'}
          responses:
            '200': {description: '</summary><script>', content: {application/json: {schema: {$ref: '#/components/schemas/Node'}}}}
    components:
      schemas:
        Node:
          type: object
          description: '<style>*{display:none}</style>'
          properties:
            '"><script>': {type: string, description: '</div></details><script>', pattern: '"`</code><script>'}
            next: {$ref: '#/components/schemas/Node'}
            all: {type: array, items: {$ref: '#/components/schemas/Node'}}
            either: {oneOf: [{$ref: '#/components/schemas/Node'}, {type: string, title: '<script>'}]}
    """

  private func site(_ text: String) throws -> PortalSite {
    let document = try APIDocument(reading: text)
    let tools = document.operations.map { DocumentedTool(name: $0.operationID ?? "x", operation: $0) }
    let api = PortalSource.API(name: nil, document: document, tools: tools, definitions: [:], diagnostics: [])
    let library = DocsLibrary([APIDocs(document: document, tools: tools)])
    return PortalSite(
      PortalSource(generation: 1, title: document.title, version: "1", apis: [api], library: library, versions: [])
    )
  }

  private func writer(_ site: PortalSite) -> PortalWriter {
    PortalWriter(site: site, options: PortalOptions(), host: "127.0.0.1:1")
  }

  @Test func `a hostile document adds no element, no attribute and no address to any page`() throws {
    let site = try site(Self.hostile)
    let links = site.links + [PortalLink(title: "", address: .connect)]
    #expect(links.count > 6)
    for link in links {
      let content = try #require(writer(site).content(at: link.address.path, query: nil, isMarkdown: false))
      for word in ["<script>", "<img", "<iframe", "<style", "<b ", "<svg onload"] {
        #expect(!content.text.contains(word), "\(word) in \(link.address.path)")
      }
      for match in content.text.matches(of: /<[a-z][^>]*>/) {
        #expect(!match.output.contains(/\son[a-z]+=/), "\(match.output)")
      }
      for match in content.text.matches(of: /href="([^"]*)"/) {
        #expect(
          !match.output.1.lowercased().contains("script:") && !match.output.1.hasPrefix("data:"),
          "\(match.output)"
        )
      }
      #expect(!content.text.unicodeScalars.contains("\u{202E}"))
    }
  }

  @Test func `a schema that contains itself is shown once, with a link`() throws {
    let page = try #require(writer(try site(Self.hostile)).content(at: "schemas/Node", query: nil, isMarkdown: true))
    #expect(page.text.contains("Contains itself: see [`Node`](http://127.0.0.1:1/schemas/Node)"))
    #expect(page.text.utf8.count < 10_000)
  }

  @Test func `a schema of very many fields is cut, and the page says so`() throws {
    let fields = (0..<5_000).map {
      "field\($0): {type: object, properties: {a: {type: string, description: 'Words.'}}}"
    }
    let text = """
      openapi: 3.1.0
      info: {title: Many, version: '1'}
      paths:
        /a: {get: {operationId: a, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/S'}}}}}}}
      components: {schemas: {S: {type: object, properties: {\(fields.joined(separator: ", "))}}}}
      """
    for path in ["schemas/S", "operations/a"] {
      let page = try #require(writer(try site(text)).content(at: path, query: nil, isMarkdown: false))
      #expect(page.text.utf8.count < 100_000)
      #expect(page.text.contains("Further fields are left out"))
    }
  }

  @Test func `a path that was mistyped leads to the page that was meant`() throws {
    let page = writer(try site(Self.hostile)).missing("operations/mke", isMarkdown: true)
    #expect(page.text.contains("http://127.0.0.1:1/operations/make"))
  }
}
