import APIDocs
import JSON
import MCP
import Schemas
import Testing

/// The prompts that lead through a call.
struct PromptTests {
  let api: Documented

  init() throws { api = try Documented(Schemas.openAPI.text) }

  @Test func `each pinned operation that changes something has a prompt named like its tool`() {
    #expect(api.docs.prompts.map(\.name) == ["create_api_key", "revoke_api_key"])
    #expect(api.docs.prompts.map(\.title) == ["Create an API key", "Revoke an API key"])
  }

  @Test func `the arguments are the fields that are no secrets, and none has to be given`() {
    #expect(api.docs.prompts.first?.arguments.map(\.name) == ["name", "mode", "expires_in_days"])
    #expect(api.docs.prompts.flatMap(\.arguments).allSatisfy { !$0.isRequired && $0.description != nil })
  }

  @Test func `values to choose from are completed`() async throws {
    let reference: JSONValue = ["type": "ref/prompt", "name": "create_api_key"]
    #expect(try await api.completions(reference, "mode", "") == ["read", "write"])
    #expect(try await api.completions(reference, "name", "") == [])
  }

  @Test func `the message settles values, keeps secrets out, and waits for a yes`() async throws {
    let text = try await api.message("create_api_key", [:])
    let expected = [
      "Lead me through a call of the tool `create_api_key`: Create an API key.", "Creates a personal API key",
      "Settle these values with me", "- `name` (string, 1 to 255 characters, required): What the key is for",
      "- `mode` (string, one of `read`, `write`, required): ",
      "- `expires_in_days` (integer, 1 to 365, optional, `90` if",
      "`password` is secret. Never ask for it in this conversation", "wait for my yes. Call it once",
      "look with `list_api_keys` what there is", "a secret, `token`, which may never be shown again",
      "at most 5 at a time", "`revoke_api_key` takes back what a call made", "docs://operations/create_api_key",
    ]
    for part in expected { #expect(text.contains(part), "\(part)") }
    #expect(!text.contains("These values I have given"))
  }

  @Test func `values that are given are not asked for again, but for those that cannot be`() async throws {
    let text = try await api.message("create_api_key", ["name": "A `b`", "mode": "admin", "password": "hunter2"])
    #expect(text.contains("These values I have given:\n\n- `name`: `` A `b` ``\n"))
    #expect(!text.contains("- `name` ("))
    #expect(text.contains("Settle the rest with me"))
    #expect(text.contains("I wrote `admin`, which is none of them."))
    #expect(!text.contains("hunter2"))
  }

  @Test func `what takes something away is named before it is done`() async throws {
    let text = try await api.message("revoke_api_key", [:])
    #expect(text.contains("name exactly what it takes away and wait for my yes."))
    #expect(text.contains("`list_api_keys` lists what there is."))
    #expect(!text.contains("secret"))
    #expect(!text.contains("Call it once"))
  }
}
