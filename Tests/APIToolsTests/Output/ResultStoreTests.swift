import JSON
@testable import Operations
import Synchronization
import Testing

struct ResultStoreTests {
  /// A time that passes only when it is told to.
  private final class Time: Sendable {
    private let time = Mutex(ContinuousClock.now)

    var now: ContinuousClock.Instant { time.withLock { $0 } }
    func pass(_ duration: Duration) { time.withLock { $0 += duration } }
  }

  private let time = Time()

  private func store(bytes: Int) -> ResultStore {
    var limits = ResultStore.Limits()
    limits.bytes = bytes
    let time = time
    return ResultStore(limits: limits) { time.now }
  }

  private func keep(_ text: String, in store: ResultStore) -> String {
    store.keep(Array(text.utf8), mimeType: "text/plain", isText: true).map { String($0.dropFirst(10)) } ?? ""
  }

  @Test func `an answer is there for ten minutes`() {
    let store = store(bytes: 10)
    let id = keep("abc", in: store)
    time.pass(.seconds(599))
    #expect(store.entry(id)?.bytes == Array("abc".utf8))
    time.pass(.seconds(1))
    #expect(store.entry(id) == nil)
  }

  @Test func `what was not read for longest goes first`() {
    let store = store(bytes: 9)
    let ids = ["aaa", "bbb", "ccc"].map { keep($0, in: store) }
    #expect(Set(ids).count == 3)
    #expect(store.entry(ids[0]) != nil)
    let last = keep("dddd", in: store)
    #expect(ids.map { store.entry($0) != nil } == [true, false, false])
    #expect(store.entry(last) != nil)
  }

  @Test func `what is larger than everything that is kept is not kept`() {
    #expect(store(bytes: 2).keep([1, 2, 3], mimeType: "", isText: false) == nil)
  }

  @Test(arguments: ["", "bob", "Alice", "alice "])
  func `what is kept for one caller is nobody else's, whatever they know of it`(other: String) {
    let store = store(bytes: 100)
    let uri = store.keep([1], mimeType: "", isText: false, for: "alice") ?? ""
    let id = String(uri.dropFirst(10))
    #expect(store.entry(id, for: other) == nil)
    #expect(store.entry(id, for: "alice")?.bytes == [1])
  }

  @Test func `RES-17: an id cannot be guessed`() {
    let store = store(bytes: 100)
    #expect(keep("a", in: store).count > 16)
    #expect(store.entry("") == nil)
  }
}
