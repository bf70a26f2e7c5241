import EventThread
package import MCPHTTP
package import PostgreSQLStore
package import ProcessEnvironment
package import Settings
package import Store

/// The store that replicas share: tables of a database, whose values are sealed before they reach it.
package struct SharedStore: Sendable {
  /// The store, sealed.
  package let values: any Store
  /// The keys.
  package let keys: KeyRingFile
  /// The database.
  package let database: PostgreSQLStore

  /// Opens the store of the settings, on a thread of its own; no connection is made yet.
  ///
  /// - Returns: `nil` if there is none.
  /// - Throws: A failure if the system has no thread.
  package init?(_ settings: StoreSettings) throws(CommandFailure) {
    guard let target = settings.target, let keyFile = settings.keyFile else { return nil }
    let thread: EventThread
    do throws(EventThreadError) { thread = try EventThread.start(name: "store") } catch {
      throw CommandFailure.failed("--store: \(error)")
    }
    keys = KeyRingFile(keyFile)
    database = PostgreSQLStore(target, on: thread)
    values = SealingStore(database, keys)
  }

  /// The buckets of rate limits.
  package var rates: any SharedRates { SharedRateBuckets(values) }

  /// Checks keys, connection, tables and clock at the start of a server.
  ///
  /// - Returns: A warning if the database is away: the server starts all the same, and calls that need no state go on;
  ///   or if its clock and this machine's differ.
  /// - Throws: A failure if a person must do something first.
  package func check() async throws(CommandFailure) -> String? {
    do throws(StoreError) {
      try keys.check()
      return Self.warning(ofClockAhead: try await database.check().clockSkew)
    } catch {
      guard error.kind == .unreachable || error.kind == .busy || error.kind == .uncertain else {
        throw CommandFailure.failed(error.message)
      }
      return error.message
    }
  }
}

extension SharedStore {
  /// A warning if the clock of the database is too far ahead of this machine's, or behind; `nil` if not.
  package static func warning(ofClockAhead skew: Duration) -> String? {
    guard skew > StoreLimits.clockSkew || skew < .zero - StoreLimits.clockSkew else { return nil }
    let (seconds, isAhead) = (skew.components.seconds.magnitude, skew > .zero)
    return "the clock of the database is \(seconds) s \(isAhead ? "ahead of" : "behind") that of this machine: what is "
      + "stored ends that much \(isAhead ? "earlier" : "later")"
  }
}

extension StoreSettings {
  /// The database; `nil` if there is none.
  package var target: DatabaseTarget? { url.map { DatabaseTarget(url: $0, passwordFile: passwordFile) } }
}
