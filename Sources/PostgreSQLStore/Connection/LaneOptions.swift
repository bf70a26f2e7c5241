/// The options of a connection.
struct LaneOptions: Sendable {
  var target: DatabaseTarget
  /// The first statement on each connection.
  var preparation: Statement
  /// The reason in that statement's outcome why the database cannot be used; `nil` if it can.
  var failure: @Sendable (Result<Rows, DatabaseFailure>) -> DatabaseFailure?
  /// How long a statement may wait and work.
  var patience = Duration.seconds(5)
  /// The time that each server gets to take a connection.
  var connectSeconds = 2
  /// The most statements that wait.
  var maximumQueue = 1000
  /// Whether the first failure to connect counts for all: a person waits for it.
  var isOnce = false
}

/// The properties of a connection that people are told of.
package struct DatabaseFacts: Sendable, Hashable {
  /// The version of the server, such as 150020 for 15.20.
  package let serverVersion: Int
  /// Whether the connection is encrypted.
  package let isEncrypted: Bool
  /// Whether the server is reached by a socket of this machine.
  package let isLocal: Bool
  /// The time by which the clock of the database is ahead of this process's; negative if it is behind.
  package let clockSkew: Duration
}
