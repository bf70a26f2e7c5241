import JSON
@testable import Operations
import Testing

@testable import Assembly
@testable import MCPHTTP

struct BackendRecordTests {
  private let record = BackendRecord()

  @Test func `before the first call nothing is known of a backend`() { #expect(record.state == nil) }

  @Test(arguments: [(200, "answering"), (404, "answering"), (500, "failing with 500"), (503, "failing with 503")])
  func `only an answer from 500 on says that something is wrong`(_ status: Int, _ state: String) {
    record.note(status: status, after: .milliseconds(3))
    #expect(record.state == .string(state))
  }

  @Test(
    arguments: [
      (.timeout, "timing out"), (.unreachable, "unreachable"), (.interrupted, "hanging up"),
      (.invalidAnswer, "answering wrongly"),
    ] as [(BackendError.Kind, String)]
  )
  func `the last call counts`(_ kind: BackendError.Kind, _ state: String) {
    record.note(kind, after: .milliseconds(3))
    #expect(record.state == .string(state))
    record.note(status: 200, after: .milliseconds(3))
    #expect(record.state == "answering")
  }

  @Test func `of several documents, the backend of each is told`() {
    record.documents = ["shop", "zoo"]
    record.note(.unreachable, after: .seconds(1), of: "zoo")
    #expect(record.state == ["shop": "not asked yet", "zoo": "unreachable"])
    record.note(status: 200, after: .seconds(1), of: "shop")
    #expect(record.state == ["shop": "answering", "zoo": "unreachable"])
  }

  @Test func `a call that nobody waited for says nothing`() {
    record.note(status: 500, after: .seconds(1))
    record.note(.cancelled, after: .seconds(1))
    #expect(record.state == "failing with 500")
    #expect(record.metrics.backend.value.counts.reduce(0, +) == 1)
  }

  @Test func `how long it took is counted, whatever came of it`() {
    record.note(status: 200, after: .milliseconds(3))
    record.note(.timeout, after: .seconds(30))
    #expect(record.metrics.backend.value.counts.reduce(0, +) == 2)
    #expect(abs(record.metrics.backend.value.sum - 30.003) < 1e-6)
  }
}
