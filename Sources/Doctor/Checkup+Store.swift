package import Assembly
import PostgreSQLStore
import Store

extension Checkup {
  /// Checks the database that replicas share: its keys, its tables, and the way to it.
  package mutating func checkStore(_ shared: SharedStore) async {
    do throws(StoreError) { try shared.keys.check() } catch { fail("store-keys", "\(error.message)") }
    let facts: DatabaseFacts
    do throws(StoreError) { facts = try await shared.database.check() } catch {
      return fail("store", "\(error.message)")
    }
    if let warning = SharedStore.warning(ofClockAhead: facts.clockSkew) {
      warn("store-clock", "\(warning).", "Set both clocks by NTP.")
    }
    let version = "PostgreSQL \(facts.serverVersion / 10_000).\(facts.serverVersion % 10_000)"
    guard facts.isEncrypted || facts.isLocal else {
      return warn(
        "store",
        "\(version) responds and has its tables; the connection is not encrypted.",
        "Add sslmode=verify-full to the URL of --store, and sslrootcert=FILE for an authority of your own."
      )
    }
    ok("store", "\(version) responds and has its tables\(facts.isEncrypted ? "; the connection is encrypted" : "").")
  }
}
