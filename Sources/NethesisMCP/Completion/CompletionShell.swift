import ArgumentParser

/// A shell whose command lines are completed.
package enum CompletionShell: String, Sendable, CaseIterable, ExpressibleByArgument {
  case bash, zsh, fish
}
