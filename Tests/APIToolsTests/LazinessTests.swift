import JSON
@testable import LazyValue
import MCP
import Synchronization
import Testing

@testable import APITools

struct LazinessTests {
  @Test func `a value is made once, when it is asked for`() {
    let count = Counter()
    let value = Lazy { count.next() }
    #expect(count.value == 0)
    #expect(value.value == 1 && value.value == 1)
    #expect(count.value == 1)
  }

  /// Else a client would find it and only a call would tell.
  @Test func `what cannot be served is known without making tools`() throws {
    var options = APITools.Options()
    options.mode = .search
    let bench = try Bench(
      operation: #"{"security": [{"D": []}]}"#,
      rest: #", "components": {"securitySchemes": {"D": {"type": "mutualTLS"}}}"#,
      options: options
    )
    #expect(bench.tools.entries.isEmpty)
    #expect(bench.tools.diagnostics.count == 1)
  }
}

private final class Counter: Sendable {
  private let count = Mutex(0)

  var value: Int { count.withLock { $0 } }
  func next() -> Int {
    count.withLock {
      $0 += 1
      return $0
    }
  }
}
