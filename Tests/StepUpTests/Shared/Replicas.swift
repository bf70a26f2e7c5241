@testable import Calls
import JSON
import MCP
@testable import StepUp
import Store
import Synchronization
import Testing

/// Three replicas with one store, their clocks in the hands of a test.
struct Replicas {
  static let authority = "127.0.0.1:1234"

  let utc = ManualUTC()
  let base: MemoryStore
  let store: WatchedStore
  let asked: Asked
  let tables: [Table]

  /// Makes them.
  ///
  /// - Parameters:
  ///   - asked: The call that they ask about.
  ///   - sleep: Called for each sleep, with its duration; the sleep ends with it. By default looks for what others have
  ///     done take no time, and nobody wakes for anything else.
  ///   - change: Changes their settings.
  init(
    _ asked: Asked,
    sleep: @escaping @Sendable (Duration) async throws -> Void = Replicas.looking,
    changing change: (inout StepUp.Options) -> Void = { _ in }
  ) {
    let utc = utc
    base = MemoryStore(clock: StoreClock(now: { utc.now }, uptime: { .zero }))
    let store = WatchedStore(base: base)
    self.store = store
    self.asked = asked
    var options = StepUp.Options()
    (options.store, options.time) = (store, { utc.now })
    change(&options)
    let clock = ScriptedClock(sleeping: sleep)
    tables = ["a", "b", "c"].map { Table(asked, options, replica: $0, clock: clock, time: ManualTime()) }
  }

  var a: Table { tables[0] }
  var b: Table { tables[1] }
  var c: Table { tables[2] }

  /// Ends short sleeps at once, and no others.
  static func looking(_ duration: Duration) async throws {
    guard duration > .seconds(1) else { return try Task.checkCancellation() }
    for await _ in AsyncStream<Never>.makeStream().stream {}
    try Task.checkCancellation()
  }
}

extension Table {
  /// The page of a link, as this replica serves it.
  func page(_ url: String?, _ method: String = "GET", _ body: String = "") async -> PageAnswer {
    await stepUp.answer(
      PageRequest(
        method: method,
        path: String((url ?? "").dropFirst(Table.origin.count)),
        host: Replicas.authority,
        origin: "null",
        site: "same-origin",
        contentType: "application/x-www-form-urlencoded",
        body: Array(body.utf8)
      ),
      at: Replicas.authority
    )
  }

  /// The token in the form of a page.
  func token(_ url: String?) async -> String {
    (await page(url).text.firstMatch(of: #/name="form" value="([0-9a-f]+)"/#)?.1).map(String.init) ?? "none"
  }

  /// Does what a person does who opens the page of a link at this replica and decides, or has it open since before.
  func decide(
    _ url: String?,
    _ decision: String = "approve",
    password: String = "p4ssw0rd",
    token: String? = nil
  ) async -> PageAnswer {
    let own = await self.token(url)
    return await page(url, "POST", "form=\(token ?? own)&secret-password=\(password)&decision=\(decision)")
  }
}

/// The UTC time, which passes when a test says so.
final class ManualUTC: Sendable {
  private let seconds = Mutex(1_800_000_000)

  var now: Int { seconds.withLock { $0 } }

  func advance(by duration: Int) { seconds.withLock { $0 += duration } }
}

/// A clock whose sleeps a test ends.
struct ScriptedClock: Clock {
  typealias Instant = ContinuousClock.Instant

  let sleeping: @Sendable (Duration) async throws -> Void
  let minimumResolution = Duration.zero
  let now = ContinuousClock.now

  func sleep(until deadline: Instant, tolerance: Duration?) async throws { try await sleeping(deadline - now) }
}
