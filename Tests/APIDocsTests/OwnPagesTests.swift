import APIDocs
import JSON
import MCP
import OpenAPI
import Schemas
import Testing

/// The pages of the document that is part of this project.
struct OwnPagesTests {
  /// The secrets in the examples of the document and its overlay.
  static let canaries = ["example-password", "00112233445566778899"]

  let api: Documented

  init() throws { api = try Documented(Schemas.openAPI.text) }

  private func page(_ uri: String) async throws -> String { try #require(try await api.text(uri)) }

  @Test func `RES-01: the overview, the errors, the document, the tools and the schemas are listed`() {
    let uris = api.docs.resources.map(\.description.uri)
    #expect(
      uris.prefix(10) == [
        "docs://overview", "docs://index", "docs://errors", "docs://openapi.json", "docs://schemas",
        "docs://tags/Backend%20-%20Me", "docs://operations/list_api_keys",
        "docs://operations/create_api_key", "docs://operations/revoke_api_key", "docs://operations/list_api_key_events",
      ]
    )
    #expect(uris.dropFirst(10) == api.document.schemas.names.map { "docs://schemas/\($0)" }[...])
    #expect(api.docs.resources.map(\.description.mimeType).filter { $0 == "application/json" }.count == 1)
  }

  @Test func `no page and no prompt holds a secret`() async throws {
    #expect(Self.canaries.allSatisfy((Schemas.openAPI.text + Schemas.overlay.text).contains))
    for uri in api.docs.resources.map(\.description.uri) {
      let text = try await page(uri)
      for canary in Self.canaries { #expect(!text.contains(canary), "\(uri)") }
    }
    for prompt in api.docs.prompts {
      let text = try await api.message(prompt.name, [:])
      for canary in Self.canaries { #expect(!text.contains(canary), "\(prompt.name)") }
    }
  }

  @Test func `every link leads to a page`() async throws {
    for uri in api.docs.resources.map(\.description.uri) {
      for link in Documented.links(in: try await page(uri)) {
        #expect(try await api.text(link) != nil, "\(link) on \(uri)")
      }
    }
  }

  @Test func `RES-01: pages of one of several documents are under its name, and so are their links`() async throws {
    let document = try APIDocument(reading: Schemas.openAPI.text, overlays: [Documented.overlay])
    let api = Documented(document: document, name: "my")
    let resources = api.docs.resources.map(\.description)
    #expect(
      resources.prefix(4).map(\.uri) == [
        "docs://my/overview", "docs://my/index", "docs://my/errors", "docs://my/openapi.json",
      ]
    )
    #expect(resources.allSatisfy { $0.name.hasPrefix("my_") })
    for uri in resources.map(\.uri) {
      let links = Documented.links(in: try #require(try await api.text(uri)))
      #expect(uri.hasSuffix("overview") ? links.count > 7 : true)
      for link in links { #expect(try await api.text(link) != nil, "\(link) on \(uri)") }
    }
    let prompt = try #require(api.docs.prompts.first)
    #expect(try await api.message(prompt.name, [:]).contains("docs://my/operations/\(prompt.name)"))
    let template: JSONValue = ["type": "ref/resource", "uri": "docs://my/operations/{tool}"]
    #expect(try await api.completions(template, "tool", "my_rev") == ["my_revoke_api_key"])
  }

  @Test func `the page of create shows its fields, answers, errors and examples`() async throws {
    let text = try await page("docs://operations/create_api_key")
    let expected = [
      "# Create an API key\n", "Tool `create_api_key`, request `POST /me/api-keys`",
      "A second call does it a second time.", "`BearerAuth`: a token (JWT) in the header `Authorization: Bearer …`",
      "| `name` | string | yes | 1 to 255 characters |  | `\"Nightly backup report\"` | What the key is for",
      "| `mode` | string | yes | one of `read`, `write` |",
      "| `expires_in_days` | integer | no | 1 to 365 | `90` | `90` |",
      "| `password` | string | yes | not empty |  | `<your password>` | **Secret.** The current password",
      "## Answer 201: The new key, with its token",
      "| `data` | [`CreateAPIKeyResponse`](docs://schemas/CreateAPIKeyResponse) |",
      "| `data.token` | string |  | `<token>` | **Secret.**", "| `data.last_used_at` | string (date-time) or null |",
      "| `409` | The caller has as many active keys as are allowed | There are five active keys already",
      "| `429` |  | Too many calls", "| `timeout` |  | It is not known whether", "### Body of 400, 401, 403, 500",
      "| `data.errors[].key` | string |", "curl --request POST 'https://my.nethesis.it/backend/api/me/api-keys' \\\n",
      "  --header \"Authorization: Bearer $ACCESS_TOKEN\" \\\n", "  \"password\": \"<your password>\"\n",
      "    \"token\": \"<token>\"\n",
      "[`revoke_api_key`](docs://operations/revoke_api_key) takes back", "There can be at most 5 at a time.",
    ]
    for part in expected { #expect(text.contains(part), "\(part)") }
  }

  @Test func `parameters are shown by their place`() async throws {
    let events = try await page("docs://operations/list_api_key_events")
    #expect(events.contains("## Parameters in the query"))
    #expect(events.contains("| `page_size` | integer | no | 1 to 100 | `20` | How many events a page has. |"))
    let revoke = try await page("docs://operations/revoke_api_key")
    #expect(revoke.contains("## Parameters in the path"))
    #expect(
      revoke.contains("curl --request DELETE '\(Documented.baseURL)/me/api-keys/3b241101-e2bb-4255-8caf-4136c566a962'")
    )
    #expect(revoke.contains("[`list_api_keys`](docs://operations/list_api_keys) lists what there is."))
  }

  @Test func `the overview says what there is`() async throws {
    let text = try await page("docs://overview")
    #expect(text.hasPrefix("# My Nethesis API 0.7.10\n\nPersonal API keys of my.nethesis.it\n\n"))
    #expect(text.contains("The API is at `\(Documented.baseURL)`."))
    #expect(text.contains("it is never an argument of a tool"))
    #expect(text.contains("Every answer in JSON is an object with `code`, `message`, `data`."))
    let row =
      "| [`revoke_api_key`](docs://operations/revoke_api_key) | Revoke an API key | `DELETE /me/api-keys/{id}` |"
    #expect(text.contains("\(row) takes away |"))
  }

  @Test func `the errors are told once for tools that fail alike`() async throws {
    let text = try await page("docs://errors")
    for operation in api.document.operations {
      for sentence in operation.mcp.errors.values { #expect(text.contains(sentence)) }
    }
    let links = ["list_api_keys", "list_api_key_events"].map { "[`\($0)`](docs://operations/\($0))" }
    #expect(text.contains("Calls of \(links.joined(separator: ", ")):"))
    for kind in ["timeout", "unreachable", "invalid-answer"] { #expect(text.contains("| `\(kind)` |")) }
  }

  @Test func `the page of a schema shows its fields, its users and itself`() async throws {
    let text = try await page("docs://schemas/CreateAPIKeyRequest")
    #expect(text.contains("| `password` | string | yes | not empty |  | `<your password>` |"))
    #expect(text.contains("Used by [`create_api_key`](docs://operations/create_api_key)."))
    #expect(text.contains("\"examples\": [\"<your password>\"]"))
    #expect(try await page("docs://schemas/CreateAPIKeyResponse").contains("| `token` | string |  | `<token>` |"))
  }

  @Test func `the document is the one that was read, but for its secrets`() async throws {
    let text = try await page("docs://openapi.json")
    let document = try APIDocument(reading: text)
    #expect(document.operations.map(\.path) == api.document.operations.map(\.path))
    #expect(!text.contains("x-mcp"))
    #expect(document.schemas.names == api.document.schemas.names)
    #expect(text.contains("\"example\": \"<your password>\""))
    #expect(text.contains("\"token\": \"<token>\""))
  }

  @Test(arguments: ["docs://operations/unknown", "docs://schemas/unknown", "docs://unknown", "docs://operations/"])
  func `RES-03: a page that there is not is not found`(uri: String) async throws {
    let answer = try await api.request("resources/read", ["uri": .string(uri)])
    #expect(answer["error"]?["data"]?["uri"] == .string(uri))
  }

  @Test func `COMP-01: the names of tools and schemas are completed`() async throws {
    let tools: JSONValue = ["type": "ref/resource", "uri": "docs://operations/{tool}"]
    #expect(try await api.completions(tools, "tool", "list_") == ["list_api_keys", "list_api_key_events"])
    let schemas: JSONValue = ["type": "ref/resource", "uri": "docs://schemas/{name}"]
    #expect(try await api.completions(schemas, "name", "error") == ["ErrorResponse", "ErrorData", "ValidationError"])
  }
}
