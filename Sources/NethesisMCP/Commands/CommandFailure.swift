/// Why a command ends without having done its work, in words for a person.
package struct CommandFailure: Error, Hashable {
  package let message: String
  /// What the process ends with.
  package let exitCode: ExitStatus

  /// Something went wrong that was rightly asked for.
  package static func failed(_ message: String) -> CommandFailure {
    CommandFailure(message: message, exitCode: .failed)
  }

  /// What was asked for cannot be done, whatever the circumstances.
  package static func usage(_ message: String) -> CommandFailure { CommandFailure(message: message, exitCode: .usage) }
}

extension CommandFailure: CustomStringConvertible {
  package var description: String { message }
}

/// What the process ends with.
package enum ExitStatus: Int32, Sendable {
  case success = 0
  /// The tool or the work failed.
  case failed = 1
  /// Wrong options, settings or arguments: the same call fails again.
  case usage = 2
}
