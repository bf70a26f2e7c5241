import Testing

@testable import SignIn

@Suite struct ServiceURLTests {
  @Test func `origins are compared by scheme, host and port`() throws {
    #expect(ServiceURL("HTTPS://Id.Example:443/Path?q=1")?.description == "https://id.example/Path?q=1")
    #expect(ServiceURL("https://id.example")?.description == "https://id.example/")
    #expect(ServiceURL("https://id.example:8443/x")?.origin == "https://id.example:8443")
    #expect(ServiceURL("http://[::1]:80/x")?.origin == "http://[::1]")
    #expect(ServiceURL("https://id.example?q")?.target == "/?q")
  }

  @Test(arguments: [
    "", "id.example", "http://id.example/", "http://127.evil.example/", "http://127.0.0.1.evil.example/",
    "http://localhost.evil.example/", "https://user@id.example/", "https://id.example#f", "https://id.example/#f",
    "https://id.example:0/", "https://id.example:65536/", "https://id.example:/", "https://id.example:+1/",
    "https:///x", "https://a b/", "https://id.example/\n", "https://id.exämple/", "https://[::1/", "https://[]/",
    "https://id.example\\@evil.example/", "ftp://id.example/", "javascript://id.example/",
  ])
  func `other texts are no endpoints`(text: String) { #expect(ServiceURL(text) == nil) }

  @Test func `forms are encoded as RFC 6749 appendix B does`() {
    #expect(FormBody.encoded(" %&+£€") == "+%25%26%2B%C2%A3%E2%82%AC")
    #expect(FormBody([("a", nil), ("b", "")]).text == "b=")
  }

  @Test func `words that could be tokens are taken out of the words of others`() {
    #expect(ForeignText.sentence("bad token abc", without: []) == "bad token abc")
    #expect(ForeignText.sentence("a \(String(repeating: "x", count: 24)) b", without: []) == "a [redacted] b")
    #expect(ForeignText.sentence("the short-secret is bad", without: ["short-secret"]) == "the [redacted] is bad")
    #expect(ForeignText.sentence("\u{1B}[2J\r\nhi", without: []) == "[2J hi")
    #expect(ForeignText.sentence("\n", without: []) == nil)
    #expect((ForeignText.sentence(String(repeating: "a b ", count: 100_000), without: [])?.count ?? 0) <= 201)
    #expect(ForeignText.code("invalid_grant") == "invalid_grant")
    #expect(ForeignText.code("eyJhbGciOi") == nil)
    #expect(ForeignText.code("") == nil)
  }

  @Test func `a backend's paths stay at the API`() throws {
    let endpoints = try SessionBench.backend("https://my.example/backend/api")
    #expect(endpoints.exchange.description == "https://my.example/backend/api/auth/exchange")
    for path in ["auth/exchange", "//evil.example/x", "/auth/exchange/", "/a?b", "@evil.example", "/../x", ""] {
      #expect(throws: SignInError.self) {
        try BackendEndpoints(base: "https://my.example/api", exchange: path, refresh: "/r")
      }
    }
  }
}
