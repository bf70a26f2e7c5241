import MCP
import Testing

@Suite struct MethodTests {
  let bare = Catalog(server: Implementation(name: "s", version: "1"))

  @Test func `NEG-13, BASE-10: a catalog without items offers only the methods of the protocol itself`() {
    let legacy = Method.allCases.filter { $0.isOffered(by: bare, in: .legacy) }
    let modern = Method.allCases.filter { $0.isOffered(by: bare, in: .modern) }
    #expect(Set(legacy) == [.initialize, .ping, .setLogLevel])
    #expect(modern == [.discover])
  }

  @Test(arguments: Method.allCases) func `NEG-12: a method of one era is offered in no other`(_ method: Method) {
    var features = Catalog.Features()
    features.changingLists = [.tools, .resources, .prompts]
    features.hasResourceSubscriptions = true
    features.loggingEras = [.legacy, .modern]
    let full = Catalog(server: Implementation(name: "s", version: "1"), features: features)
    #expect(method.isOffered(by: full, in: .legacy) == (method.onlyEra != .modern && method != .complete))
    #expect(method.isOffered(by: full, in: .modern) == (method.onlyEra != .legacy && method != .complete))
  }

  @Test func `MRTR-02, MHTTP-04: three methods have a target`() {
    let targets = Method.allCases.filter { $0.targetParameter != nil }
    #expect(Set(targets) == [.callTool, .getPrompt, .readResource])
  }
}
