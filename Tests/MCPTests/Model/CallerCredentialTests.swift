import MCP
import Testing

@Suite struct CallerCredentialTests {
  @Test func `AUTH-21: nothing that describes a credential shows it`() {
    for credential in [CallerCredential("s3cret"), CallerCredential(ofDocuments: ["shop": "s3cret"])] {
      guard let credential else { continue }
      var dumped = ""
      dump(credential, to: &dumped)
      for text in ["\(credential)", String(reflecting: credential), "\([credential])", dumped] {
        #expect(text.contains("s3cret") == false)
      }
    }
  }

  @Test func `a credential for one document is none for another`() throws {
    let both = try #require(CallerCredential(ofDocuments: ["zoo": "z", "shop": "s"]))
    #expect(both.credential(of: "zoo") == CallerCredential("z"))
    #expect(both.credential(of: "shop") == CallerCredential("s"))
    #expect(both.credential(of: "bank") == nil)
    #expect(both.credential(of: nil) == nil)
    #expect(CallerCredential("one").credential(of: nil) == CallerCredential("one"))
    #expect(CallerCredential("one").credential(of: "zoo") == nil)
    #expect(CallerCredential("z").bound(to: "zoo")?.credential(of: "zoo") == CallerCredential("z"))
    #expect(CallerCredential("z").bound(to: "zoo")?.credential(of: "shop") == nil)
    #expect(both.secrets == ["s", "z"])
    #expect(CallerCredential(ofDocuments: [:]) == nil)
  }

  @Test func `the text of a digest says which is for which document`() {
    let one = CallerCredential(ofDocuments: ["a": "1", "b": "2"])
    #expect(one?.digestText != CallerCredential(ofDocuments: ["a": "2", "b": "1"])?.digestText)
    #expect(one?.digestText == CallerCredential(ofDocuments: ["b": "2", "a": "1"])?.digestText)
  }

  @Test func `a field names its document, without an underscore`() {
    #expect(CallerCredential.field(of: nil) == "Nethesis-Session-Token")
    #expect(CallerCredential.field(of: "my_shop") == "Nethesis-Session-Token-my-shop")
  }
}
