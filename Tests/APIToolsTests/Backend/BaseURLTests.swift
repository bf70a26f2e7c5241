import APITools
import Testing

struct BaseURLTests {
  @Test(
    arguments: [
      ("https://my.nethesis.it/backend/api", "https://my.nethesis.it/backend/api"),
      ("https://my.nethesis.it/backend/api/", "https://my.nethesis.it/backend/api"),
      ("HTTP://LocalHost:8080", "http://localhost:8080"),
      ("http://[::1]:8080/", "http://[::1]:8080"),
    ])
  func `the path is kept, but for slashes at its end`(text: String, expected: String) throws {
    #expect(try BaseURL(text).description == expected)
  }

  @Test(
    arguments: [
      "my.nethesis.it", "ftp://host", "https://", "https://user:pw@host", "https://host?x=1", "https://host#f",
      "https://host:0", "https://host:x", "https://ho st", "https://host/a/../b", "https://a:b:c", "http://[::1",
    ])
  func `what is no base of an API is refused without repeating it`(text: String) throws {
    let error = try #require(throws: BaseURLError.self) { try BaseURL(text) }
    #expect(!error.sentence.contains("pw"))
  }

  @Test(
    arguments: [
      ("http://localhost", true), ("http://127.0.0.1:1", true), ("http://127.9.9.9", true), ("http://[::1]", true),
      ("http://127.0.0.1.evil.example", false), ("http://10.0.0.1", false), ("http://127.evil.example", false),
    ])
  func `only this machine is loopback`(text: String, expected: Bool) throws {
    #expect(try BaseURL(text).isLoopback == expected)
  }
}
