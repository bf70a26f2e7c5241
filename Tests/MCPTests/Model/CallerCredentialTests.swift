import MCP
import Testing

@Suite struct CallerCredentialTests {
  @Test func `AUTH-21: nothing that describes a credential shows it`() {
    let credential = CallerCredential("s3cret")
    var dumped = ""
    dump(credential, to: &dumped)
    for text in ["\(credential)", String(reflecting: credential), "\([credential])", dumped] {
      #expect(text.contains("s3cret") == false)
    }
  }
}
