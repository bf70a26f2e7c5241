import APITools
import Testing

struct BaseURLTests {
  @Test(arguments: [
    ("https://my.nethesis.it/backend/api", "https://my.nethesis.it", "/backend/api"),
    ("https://my.nethesis.it/backend/api/", "https://my.nethesis.it", "/backend/api"),
    ("https://my.nethesis.it", "https://my.nethesis.it", ""),
    ("HTTPS://My.Nethesis.IT:8443/A/", "https://my.nethesis.it:8443", "/A"),
    ("https://h//", "https://h", "/"),
    ("http://[::1]:80/x%20y", "http://[::1]:80", "/x%20y"),
  ])
  func `keeps its path and loses one slash at the end`(text: String, origin: String, path: String) throws {
    let url = try BaseURL(text)
    #expect(url.origin == origin)
    #expect(url.path == path)
    #expect(url.description == origin + path)
  }

  @Test(arguments: ["http://127.0.0.1", "http://127.9.9.9:80/", "http://localhost:8080/api", "http://[::1]/"])
  func `this machine is known`(text: String) throws {
    #expect(try BaseURL(text).isLoopback)
  }

  @Test(arguments: [
    "http://127.0.0.1.example.com", "http://127.evil", "http://localhost.example.com", "http://128.0.0.1",
    "http://[::2]", "http://127.0.0.256",
  ])
  func `another machine is not taken for this one`(text: String) throws {
    #expect(try !BaseURL(text).isLoopback)
  }

  @Test(arguments: [
    "https://", "https:///x", "https://h:", "https://h:0", "https://h:65536", "https://h:+1", "https://h:8a",
    "https://[::1", "https://[]", "https://[x]", "https://a b", "https://h\n", "https://ü.example", "https://h\\x",
    "//h", "", "file:///etc/passwd",
  ])
  func `what is no URL is refused`(text: String) {
    #expect(throws: BaseURL.Failure.self) { try BaseURL(text) }
  }

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
