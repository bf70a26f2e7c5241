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
    servers: [{url: 'javascript:alert(1)', description: '<svg onload=alert(1)> [a](javascript:alert(1))'}]
    security: [{key: []}]
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
            '404': {description: '[gone](javascript:alert(1)) ![gone](data:text/html,x) [there](../nowhere)'}
            '200': {description: '</summary><script>', content: {application/json: {schema: {$ref: '#/components/schemas/Node'}}}}
    components:
      securitySchemes:
        key: {type: apiKey, in: header, name: X-Key, description: '[key](JavaScript:alert(1)) [other](//evil.example)'}
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

  private static func linked(_ external: String) -> String {
    """
    openapi: 3.1.0
    info: {title: T, version: '1', description: '[a](/methods/x) [b](y?z#w) [c](#top) [d](https://d.example/)'}
    \(external)
    paths: {/a: {get: {operationId: a, responses: {}}}}
    """
  }

  @Test func `relative links of a document lead to its vendor, and are text where none is named`() throws {
    let page = try #require(writer(try site(Self.linked(""))).content(at: "", query: nil, isMarkdown: false)).text
    for text in ["methods/x", "y?z", "href=\"#top"] { #expect(!page.contains(text)) }
    #expect(page.contains("href=\"https://d.example/\"") && page.contains("<p>a b c <a"))
    let external = "externalDocs: {url: 'https://docs.example/api/web?x#y'}"
    let other = try #require(writer(try site(Self.linked(external))).content(at: "", query: nil, isMarkdown: false))
      .text
    for link in ["methods/x", "api/y?z#w", "api/web?x#top"] {
      #expect(other.contains("href=\"https://docs.example/\(link)\""), "\(link)")
    }
  }

  @Test func `links between guides lead to their pages, and to nothing else`() throws {
    let guides = [
      Guide(slug: "start", markdown: "# Start\n\n[a](deep/more.md#x) [b](none.md) ![c](c.png) [d](docs://errors)"),
      Guide(slug: "deep-more", markdown: "[back](../start.md) [out](../../x.md)", path: "deep/more.md"),
    ]
    let source = PortalSource(
      generation: 1,
      title: "T",
      version: "1",
      apis: [],
      library: DocsLibrary([], guides: Guides(guides)),
      versions: []
    )
    let writer = writer(PortalSite(source))
    let start = try #require(writer.content(at: "guides/start", query: nil, isMarkdown: false)).text
    #expect(start.contains("href=\"../guides/deep-more\"") && start.contains("href=\"../errors\""))
    #expect(!start.contains("none.md") && !start.contains("c.png"))
    let more = try #require(writer.content(at: "guides/deep-more", query: nil, isMarkdown: false)).text
    #expect(more.contains("href=\"../guides/start\"") && !more.contains("x.md"))
  }

  @Test func `a schema that contains itself is shown once, with a link`() throws {
    let page = try #require(writer(try site(Self.hostile)).content(at: "schemas/Node", query: nil, isMarkdown: true))
    #expect(page.text.contains("Contains itself: see [`Node`](http://127.0.0.1:1/schemas/Node)"))
    #expect(page.text.utf8.count < 10_000)
  }

  @Test func `a path that was mistyped leads to the page that was meant`() throws {
    let page = writer(try site(Self.hostile)).missing("operations/mke", isMarkdown: true)
    #expect(page.text.contains("http://127.0.0.1:1/operations/make"))
  }
}
