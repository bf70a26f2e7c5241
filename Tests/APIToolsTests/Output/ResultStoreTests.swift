import APITools
import JSON
import MCP
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

/// Responses that are kept in an archive.
struct ArchivedResultTests {
  private final class Archive: ResultArchive {
    let kept = Mutex<[String: (result: KeptResult, owner: String)]>([:])
    let isAway = Mutex(false)
    let calls = Mutex(0)

    func keep(
      _ result: KeptResult,
      lifetime: Int,
      for owner: String
    ) async throws(ResultArchiveError) -> String? {
      try use()
      guard result.bytes.count < 10_000 else { return nil }
      kept.withLock { $0["a1"] = (result, owner) }
      return "a1"
    }

    func result(_ id: String, for owner: String) async throws(ResultArchiveError) -> KeptResult? {
      try use()
      return kept.withLock { $0[id] }.flatMap { $0.owner == owner ? $0.result : nil }
    }

    private func use() throws(ResultArchiveError) {
      calls.withLock { $0 += 1 }
      if isAway.withLock({ $0 }) { throw ResultArchiveError("away. Try again in 5 s.") }
    }
  }

  private let archive = Archive()

  private func bench(_ body: String) throws -> Bench {
    var options = APITools.Options()
    options.maximumResultBytes = 100
    options.results = ResultStore(archive: archive)
    var bench = try Bench(
      operation: #"{"responses": {"200": {"description": ""}}}"#,
      backend: StubBackend(type: "text/plain", body: body),
      options: options
    )
    bench.principal = Principal(named: "alice")
    return bench
  }

  private func read(_ bench: Bench) async -> JSONObject {
    await bench.ask("resources/read", ["uri": "results://a1"]).object ?? [:]
  }

  private func text(_ bench: Bench) async -> String { await "\(bench.call())" }

  @Test func `the whole is read from the archive by its caller alone`() async throws {
    let body = String(repeating: "line\n", count: 100)
    var bench = try bench(body)
    #expect(await text(bench).contains("The whole is the resource results://a1 for 10 minutes"))
    #expect(await read(bench)["result"]?["contents"]?.array?.first?["text"] == .string(body))
    bench.principal = Principal(named: "bob")
    #expect(await read(bench)["error"]?["message"]?.string?.contains("not found") == true)
  }

  @Test func `an archive that is away leaves the beginning, and is no missing resource`() async throws {
    let bench = try bench(String(repeating: "line\n", count: 100))
    archive.isAway.withLock { $0 = true }
    let text = await text(bench)
    #expect(text.contains("This is the beginning, 100 of 500 bytes. The whole is not kept, because the database"))
    #expect(!text.contains("results://"))
    let error = await read(bench)["error"]
    #expect(error?["message"] == "The result cannot be read now: away. Try again in 5 s.")
    #expect(error?["code"] == -32603)
  }

  @Test func `no room is said, and nothing is asked of the archive where nothing is kept`() async throws {
    #expect(await text(try bench(String(repeating: "line\n", count: 10_000))).contains("too large to be kept"))
    let calls = archive.calls.withLock { $0 }
    #expect(await text(try bench("short")).contains("short"))
    #expect(archive.calls.withLock { $0 } == calls)
  }
}
