import ArgumentParser
import Glibc
import ProcessEnvironment
import Settings

/// Prints the script by which a shell completes this program's command lines.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Prints a script that completes command lines.",
    discussion: """
      It knows commands, options, tools, their arguments and listed values, documents
      and pages, all of the configuration that the command line names. Nobody is
      asked for that, and no argument that is secret is offered.

      \(CompletionShell.allCases.map(CompletionScript.advice).joined(separator: "\n\n"))
      """
  )

  @Argument(help: "The shell: bash, zsh or fish.") var shell: String

  func run() throws {
    guard let shell = CompletionShell(rawValue: shell.lowercased()) else {
      let unknown = CompletionShell.allCases.map(\.rawValue).unknown(shell)
      throw CommandFailure.usage("there is no shell \(unknown); there are completions for bash, zsh and fish")
    }
    let script = CompletionScript(shell, program: OwnProgram.path ?? OwnProgram.name)
    // Scripts end with a line break themselves.
    try StandardStream.output(String(script.text.dropLast()))
    if isatty(STDOUT_FILENO) == 1 { StandardStream.say("\n\(script.advice)") }
  }
}
