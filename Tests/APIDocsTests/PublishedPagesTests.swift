import APIDocs
import JSON
import MCP
import OpenAPI
import TestSupport
import Testing

/// The pages of a large document.
@Suite(.enabled(if: Oracles.areEnabled, "needs ../shared/specs"))
struct PublishedPagesTests {
  let api: Documented

  init() throws { api = try Documented(Oracles.bytes("specs/my-nethesis.openapi.yaml")) }

  @Test func `many schemas are found by their template and not listed`() async throws {
    let tags = Set(api.document.operations.compactMap(\.tags.first))
    #expect(api.docs.resources.count == 5 + tags.count + api.document.operations.count)
    #expect(
      api.docs.resourceTemplates.map(\.uriTemplate.text) == [
        "docs://operations/{tool}", "docs://schemas/{name}", "docs://tags/{tag}", "docs://{page}?part={part}",
        "docs://{kind}/{name}?part={part}",
      ]
    )
    #expect(api.document.schemas.count > 50)
  }

  @Test func `all operations and schemas have a page whose links lead somewhere, without secrets`() async throws {
    let uris = api.docs.pages.map(\.uri)
    var texts: [String: String] = [:]
    for uri in uris { texts[uri] = try await api.text(uri) }
    #expect(texts.count == uris.count)
    let secrets = Self.secrets(in: api.document.root)
    #expect(secrets.count > 5)
    for (uri, text) in texts {
      for link in Documented.links(in: text) { #expect(texts[link] != nil, "\(link) on \(uri)") }
      for secret in secrets { #expect(!text.contains(secret), "\(uri)") }
      #expect(!text.contains("x-mcp"), "\(uri)")
      #expect(uri == "docs://openapi.json" || text.unicodeScalars.count < PageText.maximumPart, "\(uri)")
      #expect(text.split(separator: "```", omittingEmptySubsequences: false).count.isMultiple(of: 2) == false, "\(uri)")
    }
  }

  /// The long examples of properties and of members whose name says that they are secret.
  private static func secrets(in value: JSONValue) -> Set<String> {
    let names = [
      "password", "new_password", "current_password", "token", "refresh_token", "access_token", "system_secret",
    ]
    var found: Set<String> = []
    for (name, value) in value.object ?? [:] {
      if names.contains(name), let text = value.string ?? value["example"]?.string, text.utf8.count > 8 {
        found.insert(text)
      }
      found.formUnion(secrets(in: value))
    }
    for element in value.array ?? [] { found.formUnion(secrets(in: element)) }
    return found
  }

  @Test func `a summary that begins with the path is shown without it`() async throws {
    #expect(try await api.text("docs://operations/getSystems")?.hasPrefix("# List systems\n") == true)
  }
}
