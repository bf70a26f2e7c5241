import APITools
import Synchronization
package import WebServer

/// Asks people on a page of this process for what models must not know.
///
/// The page is served by ``run()`` to this machine alone, from the first question on and for as long as one may be open;
/// or by a server that is there anyway, from ``begin(at:)`` on.
package final class StepUp: Sendable {
  /// What may be set.
  package struct Options: Sendable {
    /// How long a person has, and how long an outcome is repeated after that.
    package var lifetime = Duration.seconds(600)
    /// How long a call waits for a person: clients give up after a minute.
    package var patience = Duration.seconds(45)
    /// How often it is looked whether the page is of any more use.
    package var idleInterval = Duration.seconds(60)
    /// How often a client hears that a call still waits for a person.
    package var progressInterval = Duration.seconds(10)
    /// How many questions there may be at once, and how many bytes their arguments and results may take up.
    package var maximumCount = 1000
    package var maximumBytes = 32 << 20
    /// How many of them may be of one party, and how many bytes, so that nobody keeps out all others.
    package var maximumCountOfParty = 100
    package var maximumBytesOfParty = 8 << 20
    /// Bounds of the connections of a listener of its own: the page is for one person.
    package var connections = ConnectionLimits()
    /// Takes what a person who runs the server may want to know, one line each, without links.
    package var note: @Sendable (String) -> Void = { _ in }
    /// Opens a page where the person sits; `nil` where that is not possible, or not wanted.
    package var open: (@Sendable (_ url: String) -> Void)?

    package init() {
      connections.maximumConnections = 64
      connections.idleTimeout = .seconds(20)
      connections.requestTimeout = .seconds(10)
    }
  }

  let ceremonies: Ceremonies
  let refusals = Refusals()
  let options: Options
  let clock: any Clock<Duration>
  let now: @Sendable () -> ContinuousClock.Instant
  /// Tells this process from others that serve the same.
  let replica: String
  let listening = Listening()
  private let hasStoppedWaiting = Atomic(false)

  /// Makes one that asks nobody before ``run()`` or ``begin(at:)``.
  ///
  /// - Parameters:
  ///   - options: What may be set.
  ///   - replica: The name of this process among those that serve the same, as it may stand in a path; random if `nil`.
  ///   - clock: What waiting is measured by.
  ///   - now: The time that lifetimes are measured by.
  package init(
    options: Options = Options(),
    replica: String? = nil,
    clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    self.options = options
    ceremonies = Ceremonies(
      inAll: Ceremonies.Bounds(count: options.maximumCount, bytes: options.maximumBytes),
      ofParty: Ceremonies.Bounds(count: options.maximumCountOfParty, bytes: options.maximumBytesOfParty)
    )
    self.replica = replica ?? RandomID.make(bits: 32)
    self.clock = clock
    self.now = now
  }

  /// Says where the page is served from now on: what stands before its path in a URL, as `https://mcp.example`.
  package func begin(at base: String) { listening.begin(base) }

  /// Has no call wait for a person any longer: each has the link for its result.
  ///
  /// A call that a person has approved goes on.
  package func stopWaiting() {
    hasStoppedWaiting.store(true, ordering: .sequentiallyConsistent)
    ceremonies.stopWaiting()
  }

  /// Whether a call may wait for a person.
  var waitsForPeople: Bool { !hasStoppedWaiting.load(ordering: .sequentiallyConsistent) }

  /// Says where the page is served, if that was not said before.
  package func beginUnlessBegun(at base: String) { if listening.address.authority.isEmpty { listening.begin(base) } }
}
