import Audit
@testable import Calls
import Glibc
import JSON
import Testing
import TestSupport

/// The work of recording in step with what is recorded.
@Suite(.timeLimit(.minutes(5)))
struct GrowthTests {
  /// The line before is read to say what it was, and may be as long as a caller likes.
  @Test func `an event behind a long line`() throws {
    var folders: [String] = []
    let growth = try WorkGrowth.factor(from: 2_000) { count -> (log: AuditLog, event: CallEvent) in
      let folder = "/tmp/audit-\(UInt64.random(in: .min ... .max))"
      unsafe mkdir(folder, 0o700)
      folders.append(folder)
      let log = try AuditLog("\(folder)/audit.jsonl", transport: "stdio", lost: { _ in })
      var event = CallEvent(.asked, call: "c1", tool: "list", caller: nil)
      event.tokens = (0..<count).map { ("token\($0)", "a token") }
      return (log, event)
    } _: { (made: (log: AuditLog, event: CallEvent)) in
      for _ in 0..<2 { try made.log.record(made.event) }
    }
    for folder in folders {
      for name in ["audit.jsonl", "audit.jsonl.key"] { unsafe unlink("\(folder)/\(name)") }
      unsafe rmdir(folder)
    }
    #expect(growth < WorkGrowth.limit)
  }
}
