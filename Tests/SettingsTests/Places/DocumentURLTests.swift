@testable import Operations
@testable import Settings
import Testing

struct DocumentURLTests {
  @Test(arguments: [
    ("https://h", "/"), ("https://h/", "/"), ("https://h/a/b.yaml", "/a/b.yaml"), ("https://h/a/", "/a/"),
    ("https://h/a?b=c&d=/e", "/a?b=c&d=/e"), ("https://h/a?", "/a?"), ("https://h?x", "/?x"),
  ])
  func `what is asked for is what was written`(text: String, target: String) throws {
    #expect(try DocumentURL(text).target == target)
  }

  @Test(arguments: ["https://h/a b", "https://h/a?b#c", "https://h/a?b=\"", "https://u:p@h/a", "h/a", "https://h/?é"])
  func `what is no URL of a document is refused`(text: String) {
    #expect(throws: BaseURL.Failure.self) { try DocumentURL(text) }
  }

  /// The rows that are of use here, of RFC 3986 section 5.4.
  @Test(arguments: [
    ("https://other/x", "https://other/x"), ("//other/x", "https://other/x"), ("/v1", "https://h/v1"),
    ("/", "https://h/"),
    ("v1", "https://h/docs/v1"), ("./v1", "https://h/docs/v1"), ("../v1", "https://h/v1"),
    ("../../v1", "https://h/v1"), ("..", "https://h/"), ("", "https://h/docs/api.yaml"),
  ])
  func `servers are relative to the document`(reference: String, url: String) throws {
    #expect(try DocumentURL("https://h/docs/api.yaml?v=1").resolving(reference) == url)
  }

  @Test func `a query, which may hold a secret, is not told`() throws {
    #expect(try "\(DocumentURL("https://h/api?token=secret"))" == "https://h/api")
  }
}
