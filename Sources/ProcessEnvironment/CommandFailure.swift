/// The reason why a command failed, in words for a person.
package struct CommandFailure: Error, Hashable {
  /// The reason, for standard error.
  package let message: String
  /// The exit status of the process.
  package let exitCode: ExitStatus

  /// Makes one of its parts.
  package init(message: String, exitCode: ExitStatus) {
    self.message = message
    self.exitCode = exitCode
  }

  /// A failure of a valid request.
  package static func failed(_ message: String) -> CommandFailure {
    CommandFailure(message: message, exitCode: .failed)
  }

  /// A request that can never succeed: wrong options, settings or arguments.
  package static func usage(_ message: String) -> CommandFailure { CommandFailure(message: message, exitCode: .usage) }
}

extension CommandFailure: CustomStringConvertible {
  /// The reason.
  package var description: String { message }
}

/// The exit status of the process; thrown, it ends a command that has already printed everything.
package enum ExitStatus: Int32, Error, Sendable {
  case success = 0
  /// The tool or the work failed.
  case failed = 1
  /// Wrong options, settings or arguments: the same call fails again.
  case usage = 2
}
