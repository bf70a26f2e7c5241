import JSON
import NethesisMCP
import ProcessEnvironment
import Testing

struct ContentTests {
  @Test func `a single message stands alone, several have their roles`() {
    let first: JSONValue = ["role": "user", "content": ["type": "text", "text": "Hello"]]
    let second: JSONValue = [
      "role": "assistant", "content": ["type": "image", "mimeType": "image/png", "data": "AAEC"],
    ]
    #expect(ContentText.text(ofMessages: [first]) == "Hello")
    #expect(ContentText.text(ofMessages: [first, second]) == "user:\n\nHello\n\nassistant:\n\n[image/png, 3 bytes]")
    #expect(ContentText.text(ofMessages: []) == "")
  }

  @Test func `every kind of content has words`() {
    #expect(ContentText.text(["type": "resource_link", "name": "n", "uri": "a://b"]) == "n <a://b>")
    #expect(ContentText.text(["type": "resource", "resource": ["uri": "a://b", "text": "t"]]) == "t")
    #expect(ContentText.text(["type": "resource", "resource": ["blob": "AAE="]]) == "[binary data, 2 bytes]")
    #expect(ContentText.text(["type": "new", "x": 1]) == #"{"type":"new","x":1}"#)
  }

  @Test func `a page's bytes are what was encoded`() throws {
    let page = try PageContent(["contents": [["uri": "a://b", "mimeType": "image/png", "blob": "AP8="]]])
    #expect(page.bytes == [0, 255])
    #expect(!page.isText)
    #expect(page.mimeTypes == ["image/png"])
    let texts = try PageContent(["contents": [["uri": "a://b", "text": "B"], ["uri": "a://c", "text": "C"]]])
    #expect(texts.bytes == Array("a://b:\n\nB\n\na://c:\n\nC".utf8))
    #expect(throws: CommandFailure.self) { try PageContent(["contents": [["blob": "%"]]]) }
  }
}
