import Operations
import Store
import Synchronization
import TestSupport
import Testing

@testable import Assembly

/// Responses that replicas keep together.
struct SharedResultsTests {
  private final class Time: Sendable {
    private let seconds = Mutex(1_000_000)
    var now: Int { seconds.withLock { $0 } }
    func advance(_ count: Int) { seconds.withLock { $0 += count } }
  }

  private let time = Time()
  private let store: MemoryStore
  private let alice = "[\"https://id.example\",\"person\",\"alice\"]"

  init() {
    store = MemoryStore(clock: StoreClock(now: { [time] in time.now }, uptime: { .zero }))
  }

  private func replica(_ other: (any Store)? = nil, ofOwner: Int = 64, inAll: Int = 1024) -> SharedResults {
    var limits = SharedResults.Limits()
    (limits.bytesOfPart, limits.ofOwner, limits.inAll, limits.ofStoreOwner) = (4, ofOwner, inAll, 2)
    return SharedResults(other ?? store, limits: limits) { [time] in time.now }
  }

  private func result(_ text: String) -> KeptResult {
    KeptResult(bytes: Array(text.utf8), mimeType: "text/plain", isText: true)
  }

  private func keep(_ text: String, _ owner: String, at replica: SharedResults) async throws -> String {
    try #require(try await replica.keep(result(text), lifetime: 600, for: owner))
  }

  @Test(arguments: ["", "a", "abcd", "a longer text in many parts"])
  func `what one replica keeps every replica gives to its caller, for ten minutes`(text: String) async throws {
    let id = try await keep(text, alice, at: replica())
    time.advance(599)
    #expect(try await replica().result(id, for: alice) == result(text))
    time.advance(1)
    #expect(try await replica().result(id, for: alice) == nil)
  }

  @Test func `bytes stay bytes, with their type`() async throws {
    let image = KeptResult(bytes: [0, 255, 32, 10, 7], mimeType: "image/png; a=b c", isText: false)
    let id = try #require(try await replica().keep(image, lifetime: 600, for: ""))
    #expect(try await replica().result(id, for: "") == image)
  }

  @Test(
    arguments: [
      "", "alice", "[\"https://id.example\",\"machine\",\"alice\"]", "[\"https://ID.example\",\"person\",\"alice\"]",
    ]
  )
  func `what is kept for one caller is nobody else's, at any replica`(other: String) async throws {
    let id = try await keep("a secret of alice", alice, at: replica())
    #expect(try await replica().result(id, for: other) == nil)
    let own = try await keep("theirs", other, at: replica())
    #expect(try await replica().result(own, for: alice) == nil)
    #expect(try await replica().result(id, for: alice) != nil)
  }

  @Test func `the oldest of a caller make room, and nobody else's`() async throws {
    let one = replica(ofOwner: 4)
    let bob = try await keep("12345678", "bob", at: one)
    var ids: [String] = []
    for text in ["1234", "12345678", "1234"] {
      ids.append(try await keep(text, alice, at: one))
      time.advance(1)
    }
    ids.append(try await keep("12345", alice, at: replica(ofOwner: 4)))
    var isThere: [Bool] = []
    for id in ids { isThere.append(try await one.result(id, for: alice) != nil) }
    #expect(isThere == [false, false, true, true])
    #expect(try await one.result(bob, for: "bob") != nil)
    // Nothing of those that are gone is left.
    #expect(try await store.get(StoreKey("result-part", "\(ids[1])/1")) == nil)
    #expect(try await store.get(StoreKey("result-part", "\(ids[3])/1")) != nil)
  }

  @Test func `what is larger than everything of a caller is not kept`() async throws {
    #expect(try await replica(ofOwner: 1).keep(result("12345"), lifetime: 600, for: alice) == nil)
  }

  @Test func `all callers together have a bound, which those that are gone do not count for`() async throws {
    let one = replica(ofOwner: 3, inAll: 4)
    _ = try await keep("12345678", alice, at: one)
    _ = try await keep("12345678", "bob", at: one)
    #expect(try await one.keep(result("1"), lifetime: 600, for: "carol") == nil)
    // An own one makes room for the next.
    let next = try await keep("12345678", alice, at: replica(ofOwner: 3, inAll: 4))
    #expect(try await one.result(next, for: alice) != nil)
    time.advance(1200)
    #expect(try await one.keep(result("1"), lifetime: 600, for: "carol") != nil)
  }

  @Test func `parts count for owners of their own, whose bound is smaller`() async throws {
    let id = try await keep("12345678123456781", alice, at: replica())
    var owners: [String?] = []
    for number in 0..<5 { owners.append(try await store.get(StoreKey("result-part", "\(id)/\(number)"))?.owner) }
    #expect(owners == ["\(id)/0", "\(id)/0", "\(id)/1", "\(id)/1", "\(id)/2"])
  }

  @Test(arguments: ["", "0", "zz", String(repeating: "0", count: 42), String(repeating: "F", count: 42), "../../x"])
  func `an id that is none leads to nothing`(id: String) async throws {
    #expect(try await replica().result(id, for: "") == nil)
  }

  @Test func `ids are long, differ, and say nothing of a caller`() async throws {
    let ids = [try await keep("a", alice, at: replica()), try await keep("a", alice, at: replica())]
    #expect(ids[0].dropFirst(10) != ids[1].dropFirst(10))
    #expect(ids.allSatisfy { $0.utf8.count == 42 })
    #expect(try await store.get(StoreKey("result", ids[0]))?.owner.contains("alice") == false)
  }

  @Test func `a store that is away is not an answer that does not exist`() async throws {
    let away = replica(BrokenStore())
    await #expect(throws: ResultArchiveError.self) { _ = try await away.keep(result("a"), lifetime: 600, for: "") }
    let id = try await keep("a", "", at: replica())
    let error = await #expect(throws: ResultArchiveError.self) { _ = try await away.result(id, for: "") }
    #expect(error?.message == "the database is out of reach. Try again in 5 s.")
  }

  @Test func `an owner that has no room left in the store gets none`() async throws {
    var limits = StoreLimits()
    limits.total = 100
    let full = replica(MemoryStore(clock: StoreClock(now: { [time] in time.now }, uptime: { .zero }), limits: limits))
    #expect(try await full.keep(result("12345678"), lifetime: 600, for: alice) == nil)
  }
}
