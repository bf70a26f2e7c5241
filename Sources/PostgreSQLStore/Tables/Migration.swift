import Store

/// The steps that make the tables of a store, each from the layout before.
enum Migration {
  /// The number of the lock that lets one process migrate at a time.
  private static let lock = 0x6E6D_6370

  /// The statements of each step; the first one makes layout 1.
  private static func steps(_ schema: String) -> [[String]] {
    [
      [
        """
        CREATE TABLE \(schema).entry (
          namespace bytea NOT NULL, name bytea NOT NULL, content bytea NOT NULL, owner bytea NOT NULL,
          version bigint NOT NULL, expires bigint, size bigint NOT NULL, PRIMARY KEY (namespace, name))
        """,
        "CREATE INDEX entry_owner ON \(schema).entry (owner, namespace, name)",
        "CREATE INDEX entry_expires ON \(schema).entry (expires) WHERE expires IS NOT NULL",
        """
        CREATE TABLE \(schema).counter (
          namespace bytea NOT NULL, name bytea NOT NULL, total bigint NOT NULL, expires bigint,
          PRIMARY KEY (namespace, name))
        """,
        "CREATE INDEX counter_expires ON \(schema).counter (expires) WHERE expires IS NOT NULL",
        """
        CREATE TABLE \(schema).lease (
          namespace bytea NOT NULL, name bytea NOT NULL, holder bigint NOT NULL, ends bigint NOT NULL,
          PRIMARY KEY (namespace, name))
        """,
        "CREATE INDEX lease_ends ON \(schema).lease (ends)",
      ]
    ]
  }

  /// Brings the tables to the layout of this program, in one transaction.
  ///
  /// - Parameters:
  ///   - tables: The tables.
  ///   - lane: A connection that checks no layout.
  /// - Returns: The layout before, 0 if there was none, and the one after.
  /// - Throws: The reason why nothing was changed.
  static func run(_ tables: StoreTables, on lane: Lane) async throws(DatabaseFailure) -> (before: Int, after: Int) {
    let schema = tables.schema
    _ = try await lane.run(Statement("BEGIN"))
    do throws(DatabaseFailure) {
      // The first statement after the lock sees what another process has done meanwhile.
      _ = try await lane.run(Statement("SELECT pg_advisory_xact_lock(\(lock))"))
      if try await !exists("to_regnamespace('\(schema)')", lane) {
        _ = try await lane.run(Statement("CREATE SCHEMA \(schema)"))
      }
      if try await !exists("to_regclass('\(schema).layout')", lane) {
        _ = try await lane.run(Statement("CREATE TABLE \(schema).layout (number bigint NOT NULL)"))
        _ = try await lane.run(Statement("INSERT INTO \(schema).layout VALUES (0)"))
      }
      let before = try await lane.run(Statement("SELECT number FROM \(schema).layout FOR UPDATE")).integer(0) ?? 0
      let steps = steps(schema)
      guard before <= steps.count else { throw Self.newer(before) }
      for command in steps.dropFirst(max(0, before)).joined() { _ = try await lane.run(Statement(command)) }
      _ = try await lane.run(Statement("UPDATE \(schema).layout SET number = $1::bigint", [.bigint(steps.count)]))
      _ = try await lane.run(Statement("COMMIT"))
      return (before, steps.count)
    } catch {
      // A connection that has ended has rolled back by itself.
      _ = try? await lane.run(Statement("ROLLBACK"))
      throw error
    }
  }

  private static func exists(_ name: String, _ lane: Lane) async throws(DatabaseFailure) -> Bool {
    try await lane.run(Statement("SELECT \(name) IS NOT NULL")).isTrue(0)
  }

  /// The refusal of a layout that a newer version has made.
  static func newer(_ layout: Int) -> DatabaseFailure {
    DatabaseFailure(
      .unusable,
      "its tables have layout \(layout), and this version of the program knows layout \(StoreTables.layout): "
        + "use the newer version that made them"
    )
  }
}
