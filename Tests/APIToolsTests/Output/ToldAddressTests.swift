@testable import Operations
import Testing

struct ToldAddressTests {
  @Test(arguments: [
    (
      "<https://h.example/a?api_key=abcd1234&page=2>; rel=\"next\", </a?page_token=xyz>; rel=last",
      "<https://h.example/a?api_key=[secret]&page=2>; rel=\"next\", </a?page_token=xyz>; rel=last"
    ),
    ("https://h.example/cb#access_token=abcd&x=1", "https://h.example/cb#access_token=[secret]&x=1"),
    ("/a?q=1&pass%77ord=p=q#f", "/a?q=1&pass%77ord=[secret]#f"),
    ("/things/42", "/things/42"), ("\"v7=\"", "\"v7=\""), ("/a?=1&&b", "/a?=1&&b"), ("", ""), ("a=b?", "a=b?"),
  ])
  func `addresses are told without the secrets of their queries`(text: String, masked: String) {
    #expect(ToldAddress.masked(text) == masked)
  }
}
