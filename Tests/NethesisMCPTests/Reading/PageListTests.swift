import MCP
import NethesisMCP
import ProcessEnvironment
import Testing

struct PageListTests {
  private static func resource(_ uri: String, _ name: String) -> Resource {
    Resource(ResourceDescription(uri: uri, name: name), handler: StaticText("text", mimeType: "text/plain"))
  }

  private static func list(
    _ resources: [(uri: String, name: String)],
    schemas: [String] = []
  ) async throws -> PageList {
    let template = ResourceTemplate(
      uriTemplate: try #require(URITemplate("docs://schemas/{name}")),
      name: "schema",
      handler: StaticText("text", mimeType: "text/plain"),
      completer: FixedCompleter(["name": schemas])
    )
    let catalog = Catalog(
      server: Implementation(name: "test", version: "1"),
      resources: resources.map { resource($0.uri, $0.name) },
      resourceTemplates: schemas.isEmpty ? [] : [template]
    )
    return await PageList(catalog)
  }

  private static let usual = [
    ("docs://overview", "overview"), ("docs://operations/list_keys", "list_keys"), ("docs://schemas/Key", "Key"),
  ]

  @Test(arguments: [
    ("docs://overview", "docs://overview"), ("overview", "docs://overview"),
    ("list_keys", "docs://operations/list_keys"),
    ("operations/list_keys", "docs://operations/list_keys"), ("Key", "docs://schemas/Key"),
    ("Unlisted", "docs://schemas/Unlisted"), ("schemas/Unlisted", "docs://schemas/Unlisted"),
    ("Un listed/ü", "docs://schemas/Un%20listed%2F%C3%BC"), ("schemas/Any", "docs://schemas/Any"),
  ])
  func `a page is found by its URI, its path and its name`(word: String, uri: String) async throws {
    let list = try await Self.list(Self.usual, schemas: ["Key", "Unlisted", "Un listed/ü"])
    #expect(try list.uri(of: word) == uri)
  }

  @Test(arguments: [
    ("overviw", "there is no page overviw (did you mean overview?); nethesis-mcp read lists them"),
    ("docs://overviw", "there is no page docs://overviw (did you mean docs://overview?); nethesis-mcp read lists them"),
    ("Unlistde", "there is no page Unlistde (did you mean Unlisted?); nethesis-mcp read lists them"),
    ("", "there is no page  (did you mean overview?); nethesis-mcp read lists them"),
  ])
  func `an unknown page is answered by the nearest name`(word: String, message: String) async throws {
    let list = try await Self.list(Self.usual, schemas: ["Unlisted"])
    #expect(throws: CommandFailure.usage(message)) { try list.uri(of: word) }
  }

  @Test func `each page is listed by a name that leads to it, also if several share one`() async throws {
    let resources = [
      ("docs://overview", "overview"), ("docs://operations/overview", "overview"), ("docs://operations/key", "key"),
      ("docs://schemas/key", "key"), ("docs://errors", "errors"), ("docs://schemas/x", "docs://errors"),
      ("docs://schemas/-y", "-y"),
    ]
    let list = try await Self.list(resources)
    let names = [
      "overview", "operations/overview", "operations/key", "schemas/key", "errors", "schemas/x", "schemas/-y",
    ]
    #expect(list.pages.map(\.name) == names)
    for page in list.pages { #expect(try list.uri(of: page.name) == page.uri) }
    #expect(throws: CommandFailure.self) { try list.uri(of: "key") }
  }
}
