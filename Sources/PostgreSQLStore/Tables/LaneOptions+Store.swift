extension LaneOptions {
  /// Connections that are refused unless the tables have the layout of this version.
  static func store(
    _ target: DatabaseTarget,
    _ tables: StoreTables,
    patience: Duration = .seconds(5)
  ) -> LaneOptions {
    // The server gives up a statement before we do: then it is known that nothing was done.
    var options = LaneOptions(target: target, preparation: tables.preparation(timeout: patience * 0.8)) { outcome in
      switch outcome {
      case .success(let rows):
        guard let layout = rows.integer(0), layout >= StoreTables.layout else { return missing }
        return layout == StoreTables.layout ? nil : Migration.newer(layout)
      case .failure(let failure):
        // Missing: the table, the schema; the right to use it.
        if ["42P01", "3F000"].contains(failure.state) { return missing }
        guard failure.kind == .refused else { return failure }
        return DatabaseFailure(.unusable, failure.reason, state: failure.state)
      }
    }
    options.patience = patience
    return options
  }

  /// A connection for the making of tables, which gets more time.
  static func migration(_ target: DatabaseTarget) -> LaneOptions {
    var options = LaneOptions(target: target, preparation: Statement("SELECT 1")) { outcome in
      guard case .failure(let failure) = outcome else { return nil }
      return failure
    }
    options.patience = .seconds(60)
    options.isOnce = true
    return options
  }

  private static let missing = DatabaseFailure(
    .unusable,
    "it lacks the tables of this version: run nethesis-mcp store migrate with the same --store"
  )
}
