import ArgumentParser
import Assembly
import EventThread
import PostgreSQLStore
import ProcessEnvironment
import Settings
import Store

/// Looks after the database that replicas share.
struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Looks after the database of --store.",
    subcommands: [Migrate.self]
  )

  struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "migrate",
      abstract: "Makes the tables, or brings them to the layout of this version.",
      discussion: """
        Run it once before the first server starts, and again after an update that
        says so. It may be run at any time: what is there stays. The tables are in
        the schema nethesis_mcp, which the role of the URL must be allowed to make.

        The URL has no password: libpq finds one in the file of PGPASSFILE or in
        ~/.pgpass, in a service file, or takes the certificates that the URL names.

        Example:
          nethesis-mcp store migrate --store postgres://mcp@db.example.com/mcp \\
              --store-keys keys
        """
    )

    @OptionGroup var options: CommonOptions

    func run() throws {
      let startup = try Startup(options)
      guard let target = startup.settings.store.target else {
        throw CommandFailure.usage("there is no database: name it with --store")
      }
      let layouts = try EventThread.run(throwing: { thread in
        do throws(StoreError) { return try await PostgreSQLStore.migrate(target, on: thread) } catch {
          throw CommandFailure.failed(error.message)
        }
      })
      let before = layouts.before == 0 ? "there were none" : "before: \(layouts.before)"
      try StandardStream.output("The tables have layout \(layouts.after) (\(before)).")
    }
  }
}
