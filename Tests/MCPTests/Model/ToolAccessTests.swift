import JSON
import MCP
import Testing

/// The access that calls of tools need.
struct ToolAccessTests {
  @Test func `AUTH-07: writing includes reading, and keys include and are included by nothing`() {
    #expect(AccessLevel.read.grantedBy == [.read, .write])
    #expect(AccessLevel.write.grantedBy == [.write])
    #expect(AccessLevel.keys.grantedBy == [.keys])
  }

  @Test func `arguments may decide what a call needs`() {
    let access = ToolAccess(among: [.read, .write]) { $0["change"] == nil ? .read : .write }
    #expect(access.level(of: [:]) == .read)
    #expect(access.level(of: ["change": 1]) == .write)
    #expect(access.isVisible(to: [.read]))
    #expect(!access.isVisible(to: [.keys]))
    #expect(!ToolAccess(.write).isVisible(to: [.read]))
    #expect(ToolAccess(.read).isVisible(to: [.write]))
  }

  @Test func `tools that document are for all who were granted anything`() {
    #expect(ToolAccess.documentation.level(of: [:]) == nil)
    #expect(ToolAccess.documentation.levels.isEmpty)
    #expect(ToolAccess.documentation.isVisible(to: [.keys]))
    #expect(!ToolAccess.documentation.isVisible(to: []))
  }
}
