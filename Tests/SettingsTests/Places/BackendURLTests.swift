@testable import Operations
@testable import Settings
import Testing

struct BackendURLTests {
  @Test func `without --backend the document's first server is used`() throws {
    #expect(try Settings().baseURL(documented: "https://h/v1/").description == "https://h/v1")
    let chosen = try Settings(options: [.backend: ["https://other"]])
    #expect(try chosen.baseURL(documented: "https://h").description == "https://other")
  }

  @Test func `a document's server is held to the same rules`() throws {
    let plain = #expect(throws: SettingsError.self) { try Settings().baseURL(documented: "http://h") }
    #expect(plain?.description.hasPrefix("servers[0] of the OpenAPI document: http would send") == true)
    let relative = #expect(throws: SettingsError.self) { try Settings().baseURL(documented: "/api") }
    #expect(relative?.description == "servers[0] of the OpenAPI document: a URL begins with https:// or http://")
    let none = #expect(throws: SettingsError.self) { try Settings().baseURL(documented: nil) }
    #expect(none?.description.contains("--backend URL") == true)
    let allowing = try Settings(options: [.allowHTTPBackend: ["true"]])
    #expect(try allowing.baseURL(documented: "http://h").isPlain)
  }
}
