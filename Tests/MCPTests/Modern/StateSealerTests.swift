import JSON
import MCP
import Synchronization
import Testing

struct StateSealerTests {
  let binding = StateSealer.Binding(method: "tools/call", name: "a", arguments: [:], principal: "p")

  @Test(arguments: [nil, 1, "text", ["a": [1, true]]] as [JSONValue])
  func `MRTR-05: what was sealed is opened`(value: JSONValue) throws {
    let sealer = StateSealer()
    let text = try #require(sealer.seal(value, for: binding))
    #expect(sealer.open(text, for: binding) == value)
    #expect(try sealer.open(#require(sealer.seal(value, for: binding)), for: binding) == value)
    #expect(
      text.utf8.dropFirst(3).allSatisfy { Character(Unicode.Scalar($0)).isLetter || "0123456789-_".utf8.contains($0) }
    )
  }

  @Test func `MRTR-05: no byte of it can be changed`() throws {
    let sealer = StateSealer()
    let text = try #require(sealer.seal("state", for: binding))
    for index in text.indices {
      var changed = text
      changed.replaceSubrange(index...index, with: text[index] == "A" ? "B" : "A")
      #expect(sealer.open(changed, for: binding) == nil)
      #expect(sealer.open(String(text[..<index]), for: binding) == nil)
    }
  }

  @Test func `MRTR-05: a client cannot read it`() throws {
    let text = try #require(StateSealer().seal("a secret", for: binding))
    #expect(!text.contains("secret"))
  }

  @Test(
    arguments: [
      { $0.method = "prompts/get" }, { $0.name = "b" }, { $0.arguments = ["x": 1] }, { $0.principal = "q" },
    ] as [@Sendable (inout StateSealer.Binding) -> Void]
  )
  func `MRTR-06: it belongs to one request of one principal`(
    change: @Sendable (inout StateSealer.Binding) -> Void
  ) throws {
    let sealer = StateSealer()
    let text = try #require(sealer.seal("state", for: binding))
    var other = binding
    change(&other)
    #expect(sealer.open(text, for: other) == nil)
  }

  @Test func `MRTR-06: it expires`() throws {
    let time = Mutex(1000)
    let sealer = StateSealer(lifetime: 60) { time.withLock { $0 } }
    let text = try #require(sealer.seal("state", for: binding))
    time.withLock { $0 = 1059 }
    #expect(sealer.open(text, for: binding) == "state")
    time.withLock { $0 = 1060 }
    #expect(sealer.open(text, for: binding) == nil)
  }

  @Test(arguments: [0, 31, 33])
  func `a key has 32 bytes`(size: Int) { #expect(StateSealer(key: Array(repeating: 0, count: size)) == nil) }
}
