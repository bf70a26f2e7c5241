@testable import Operations
import Testing

struct BaseURLTests {
  @Test(arguments: [
    ("https://my.nethesis.it/backend/api", "https://my.nethesis.it", "/backend/api"),
    ("https://my.nethesis.it/backend/api/", "https://my.nethesis.it", "/backend/api"),
    ("https://my.nethesis.it", "https://my.nethesis.it", ""),
    ("HTTPS://My.Nethesis.IT:8443/A/", "https://my.nethesis.it:8443", "/A"),
    ("https://h//", "https://h", "/"),
    ("http://[::1]:80/x%20y", "http://[::1]", "/x%20y"), ("https://h:0443", "https://h", ""),
    ("https://h:80", "https://h:80", ""), ("http://h:00443", "http://h:443", ""),
    ("https://h/città/v1", "https://h", "/citt%C3%A0/v1"),
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
    "https://%68ost", "https://[::1", "https://[]", "https://[x]", "https://a b", "https://h\n", "https://ü.example",
    "https://h\\x",
    "//h", "", "file:///etc/passwd",
  ])
  func `what is no URL is refused`(text: String) {
    #expect(throws: BaseURL.Failure.self) { try BaseURL(text) }
  }

  @Test(arguments: ["https://user:pw@host", "https://host?pw=1", "https://host#pw", "https://host/a/../pw"])
  func `what may hold a secret is refused without repeating it`(text: String) {
    let failure = #expect(throws: BaseURL.Failure.self) { try BaseURL(text) }
    #expect(failure?.reason.contains("pw") == false)
  }
}
