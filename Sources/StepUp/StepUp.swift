package import Calls
package import Store
import Synchronization
import TextCoding
package import WebServer

/// Asks people on a web page of this process for approval and for the secrets that models must not know.
///
/// ``run()`` serves the page to this machine only, from the first approval until none is open any more; with
/// ``begin(at:)`` an HTTP server that runs anyway serves it.
package final class StepUp: Sendable {
  /// Settings of the approval page.
  package struct Options: Sendable {
    /// Time in which a person must decide; the outcome is repeated for as long again.
    package var lifetime = Duration.seconds(600)
    /// Longest wait of a call for a person: clients give up after a minute.
    package var patience = Duration.seconds(45)
    /// Interval between checks whether the listener is still needed.
    package var idleInterval = Duration.seconds(60)
    /// Interval between progress notifications for a call that waits for a person.
    package var progressInterval = Duration.seconds(10)
    /// The greatest number of approvals at once.
    package var maximumCount = 1000
    /// The greatest size of their arguments and results together, in bytes.
    package var maximumBytes = 32 << 20
    /// The greatest number of approvals of one party, so that none keeps out all others.
    package var maximumCountOfParty = 100
    /// The greatest size of the approvals of one party, in bytes.
    package var maximumBytesOfParty = 8 << 20
    /// Limits on the connections of the page's own listener, which serves one person.
    package var connections = ConnectionLimits()
    /// Logs a line for the person who runs the server; the line contains no link.
    package var note: @Sendable (String) -> Void = { _ in }
    /// The store that keeps approvals, so that all replicas with it carry out any of them; `nil` keeps them in memory.
    package var store: (any Store)?
    /// The UTC time in seconds, for approvals in a store.
    package var time: @Sendable () -> Int = { UTCTime.now() }
    /// Whether people sign in on the page: only where nobody but the user of this process can open it.
    package var signsIn = false
    /// Opens a URL in the person's browser; `nil` if that is impossible or unwanted.
    package var open: (@Sendable (_ url: String) -> Void)?

    /// The default settings.
    package init() {
      connections.maximumConnections = 128
      connections.idleTimeout = .seconds(20)
      connections.requestTimeout = .seconds(10)
    }
  }

  let approvals: PendingApprovals
  /// The approvals in the store; `nil` without one.
  let shared: SharedApprovals?
  /// Carries out what people decide.
  let carrier: any ApprovalCarrier
  let refusals = Refusals()
  let options: Options
  let clock: any Clock<Duration>
  let now: @Sendable () -> ContinuousClock.Instant
  /// The name of this process among replicas of the same server.
  let replica: String
  let listening = Listening()
  private let hasStoppedWaiting = Atomic(false)

  /// Makes an approval service; it asks nobody before ``run()`` or ``begin(at:)``.
  ///
  /// - Parameters:
  ///   - carrier: Carries out what people decide.
  ///   - options: The settings.
  ///   - replica: The name of this process among its replicas, fit for a path; random if `nil`.
  ///   - clock: The clock on which waits are timed.
  ///   - now: The current time, for lifetimes.
  package init(
    carrier: any ApprovalCarrier,
    options: Options = Options(),
    replica: String? = nil,
    clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    self.carrier = carrier
    self.options = options
    approvals = PendingApprovals(
      inAll: PendingApprovals.Bounds(count: options.maximumCount, bytes: options.maximumBytes),
      ofParty: PendingApprovals.Bounds(count: options.maximumCountOfParty, bytes: options.maximumBytesOfParty)
    )
    let replica = replica ?? RandomID.make(bits: 32)
    self.replica = replica
    shared = options.store.map { store in
      SharedApprovals(
        ApprovalRows(store: store, now: options.time),
        carrier: carrier,
        replica: replica,
        clock: clock
      )
    }
    self.clock = clock
    self.now = now
  }

  /// Whether people sign in on the page.
  package var signsIn: Bool { options.signsIn }

  /// Announces the page's base URL, which precedes its path, such as `https://mcp.example`.
  package func begin(at base: String) { listening.begin(base) }

  /// Releases all calls that wait for a person; each has returned the link for its result.
  ///
  /// A call that a person has approved continues.
  package func stopWaiting() {
    hasStoppedWaiting.store(true, ordering: .sequentiallyConsistent)
    approvals.stopWaiting()
    shared?.news.stop()
  }

  /// Whether a call may wait for a person.
  var waitsForPeople: Bool { !hasStoppedWaiting.load(ordering: .sequentiallyConsistent) }

  /// Announces the page's base URL unless it is already known.
  package func beginUnlessBegun(at base: String) { if listening.address.authority.isEmpty { listening.begin(base) } }
}
