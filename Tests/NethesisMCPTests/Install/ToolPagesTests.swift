import JSON
import Testing

@testable import NethesisMCP

struct ToolPagesTests {
  @Test func `all pages are asked for, each by the cursor of the one before`() {
    var pages = ToolPages()
    #expect(pages.next == [:])
    pages.add(["tools": [["name": "a"], ["name": "b"]], "nextCursor": "2"])
    #expect(pages.next == ["cursor": "2"])
    pages.add(["tools": [["name": "c"]]])
    #expect(pages.next == nil && pages.names == ["a", "b", "c"])
  }

  @Test func `a list without an end is left`() {
    var pages = ToolPages()
    var count = 0
    while pages.next != nil, count < 5000 {
      pages.add(["tools": [], "nextCursor": "again"])
      count += 1
    }
    #expect(count == 1000)
  }
}
